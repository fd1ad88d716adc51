// What verbs share that read or change a database.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_STATE_H_
#define INSTAR_RUNTIME_COMMAND_LINE_STATE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "instar/report.h"
#include "instar/status.h"
#include "instar/table.h"
#include "runtime/command_line/call.h"
#include "runtime/command_line/database.h"

namespace instar::command_line {

// Opens the call's database and reads where it is.
Status ReadState(Call& call, const Table& table, std::unique_ptr<Database>* database, DatabaseState* state);

// "add_users", "base", "a and b".
std::string PlaceOf(const Table& table, const Revisions& rows);

// Of the history at all heads: what is not applied yet, in the order of application.
Revisions PendingOf(const Table& table, const Revisions& rows);

// Milliseconds and the like as people read them: "3 ms", "1.2 s", "2 min 5 s".
std::string DurationText(std::int64_t microseconds);

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_STATE_H_
