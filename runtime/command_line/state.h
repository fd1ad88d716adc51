// What verbs share that read a database.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_STATE_H_
#define INSTAR_RUNTIME_COMMAND_LINE_STATE_H_

#include <memory>
#include <optional>
#include <string_view>

#include "instar/state.h"
#include "instar/status.h"
#include "instar/table.h"
#include "runtime/command_line/call.h"
#include "runtime/command_line/database.h"
#include "runtime/planning/plan.h"

namespace instar::command_line {

// The history, and the call's database. Where one of them cannot be had, Open has said so, and gives the code
// to end with.
struct Opened {
  const Table* table = nullptr;
  std::unique_ptr<Database> database;
};
std::optional<ExitCode> Open(Call& call, Need need, Opened* opened);

struct Reading : Opened {
  State state;
  // Those of state.current that the table knows.
  Revisions rows;
};

// Opens both and looks where the database is. If that cannot be done, it was said, and the result is the code
// to end with; what an upgrade would refuse is in `state.status`.
std::optional<ExitCode> Read(Call& call, Reading* reading);

// The same for verbs that need to know the place: whatever an upgrade would refuse ends them.
std::optional<ExitCode> ReadPlace(Call& call, Reading* reading);

// An identifier that means something only with a database: "current", "+1".
bool SpeaksOfDatabase(std::string_view identifier);

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_STATE_H_
