// What verbs share that read a database.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_STATE_H_
#define INSTAR_RUNTIME_COMMAND_LINE_STATE_H_

#include <memory>
#include <string_view>

#include "instar/state.h"
#include "instar/status.h"
#include "instar/table.h"
#include "runtime/command_line/call.h"
#include "runtime/command_line/database.h"
#include "runtime/planning/plan.h"

namespace instar::command_line {

struct Reading {
  std::unique_ptr<Database> database;
  State state;
  // Those of state.current that the table knows.
  Revisions rows;
};

// Opens the call's database and looks where it is. Fails only when it cannot be looked into at all; what an
// upgrade would refuse is in `state.status`.
Status Read(Call& call, const Table& table, Reading* reading);

// Fails on whatever an upgrade would refuse, too.
Status ReadRows(Call& call, const Table& table, Revisions* rows);

// An identifier that means something only with a database: "current", "+1".
bool SpeaksOfDatabase(std::string_view identifier);

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_STATE_H_
