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

struct Reading {
  const Table* table = nullptr;
  std::unique_ptr<Database> database;
  State state;
  // Those of state.current that the table knows.
  Revisions rows;
};

// Gets the history, opens the call's database and looks where it is. If that cannot be done, it was said, and
// the result is the code to end with; what an upgrade would refuse is in `state.status`.
std::optional<ExitCode> Read(Call& call, Reading* reading);

// The same for verbs that need to know the place: whatever an upgrade would refuse ends them.
std::optional<ExitCode> ReadPlace(Call& call, Reading* reading);

// An identifier that means something only with a database: "current", "+1".
bool SpeaksOfDatabase(std::string_view identifier);

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_STATE_H_
