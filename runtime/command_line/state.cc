#include "runtime/command_line/state.h"

#include "runtime/message.h"

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

std::string DurationText(std::int64_t microseconds) {
  const std::int64_t ms = microseconds / 1000;
  if (ms < 1000) return Message("% ms", {Decimal(ms)});
  if (ms < 60'000) return Message("%.% s", {Decimal(ms / 1000), Decimal(ms % 1000 / 100)});
  return Message("% min % s", {Decimal(ms / 60'000), Decimal(ms / 1000 % 60)});
}

}  // namespace instar::command_line
