#include "runtime/command_line/state.h"

#include <cstdint>
#include <string>

namespace instar::command_line {

Status Read(Call& call, const Table& table, Reading* reading) {
  const Status status = call.OpenDatabase(&reading->database);
  if (!status.ok()) return status;
  reading->state = reading->database->Inspect(table);
  for (const std::string& id : reading->state.current) {
    const std::int64_t r = FindId(table, id);
    if (r >= 0) reading->rows.push_back(static_cast<std::uint32_t>(r));
  }
  return reading->state.kind == StateKind::kUnreadable ? reading->state.status : OkStatus();
}

Status ReadRows(Call& call, const Table& table, Revisions* rows) {
  Reading reading;
  const Status status = Read(call, table, &reading);
  if (!status.ok()) return status;
  *rows = reading.rows;
  return reading.state.status;
}

bool SpeaksOfDatabase(std::string_view identifier) {
  return identifier.find("current") != std::string_view::npos || identifier.substr(0, 1) == "+";
}

}  // namespace instar::command_line
