#include "runtime/command_line/report.h"

#include <cstdint>

#include "runtime/command_line/text.h"
#include "runtime/planning/plan.h"
#include "runtime/report/duration.h"
#include "runtime/report/names.h"

namespace instar::command_line {
namespace {

void AddIds(Json& json, std::string_view key, const std::vector<std::string>& ids) {
  json.BeginArray(key);
  for (const std::string& id : ids) json.Add(id);
  json.EndArray();
}

}  // namespace

std::string PlaceOf(const std::vector<std::string>& ids) {
  return ids.empty() ? "base" : Printable(Join(ids, " and "));
}

void AddReport(Call& call, const Report& report) {
  Json& json = call.json();
  json.Add("database", call.database_name());
  AddIds(json, "from", report.from);
  AddIds(json, "to", report.to);
  json.BeginArray("applied");
  for (const AppliedRevision& done : report.applied) {
    json.AddObject();
    json.Add("revision", done.revision);
    json.Add("direction", DirectionName(done.direction));
    json.Add("duration_us", done.duration_us);
    json.EndObject();
  }
  json.EndArray();
  if (report.ok() || report.failure.revision.empty()) return;
  json.BeginObject("failure");
  json.Add("revision", report.failure.revision);
  json.Add("direction", DirectionName(report.failure.direction));
  json.Add("step", static_cast<std::int64_t>(report.failure.step));
  json.Add("reason", report.failure.reason);
  json.EndObject();
}

void PrintReport(Call& call, const Table& table, const Report& report) {
  Columns columns;
  for (const AppliedRevision& done : report.applied) {
    const std::int64_t r = FindId(table, done.revision);
    const std::string message = r < 0 ? "" : Printable(table.message(static_cast<std::uint32_t>(r)));
    columns.Add({{done.direction == Direction::kUpgrade ? "applied" : "undone", Style::kGood},
                 {done.revision, Style::kName},
                 {DurationText(done.duration_us)},
                 {message}});
  }
  columns.Print(call.output(), "");
  if (!report.ok() && report.applied.empty()) return;
  call.output().PrintLine((report.applied.empty() ? "nothing to do: at " : "now at ") + PlaceOf(report.to));
}

}  // namespace instar::command_line
