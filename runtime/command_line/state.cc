#include "runtime/command_line/state.h"

#include "runtime/command_line/description.h"
#include "runtime/message.h"

namespace instar::command_line {

Status ReadState(Call& call, const Table& table, std::unique_ptr<Database>* database, DatabaseState* state) {
  Status status = call.OpenDatabase(database);
  if (status.ok()) status = (*database)->Read(table, state);
  return status;
}

std::string PlaceOf(const Table& table, const Revisions& rows) {
  return rows.empty() ? "base" : ListOfIds(table, rows);
}

Revisions PendingOf(const Table& table, const Revisions& rows) {
  const RevisionSet applied = AppliedBy(table, rows);
  Revisions pending;
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    if (!applied[r]) pending.push_back(r);
  }
  return pending;
}

std::string DurationText(std::int64_t microseconds) {
  const std::int64_t ms = microseconds / 1000;
  if (ms < 1000) return Message("% ms", {Decimal(ms)});
  if (ms < 60'000) return Message("%.% s", {Decimal(ms / 1000), Decimal(ms % 1000 / 100)});
  return Message("% min % s", {Decimal(ms / 60'000), Decimal(ms / 1000 % 60)});
}

}  // namespace instar::command_line
