#include "runtime/command_line/report.h"

#include <cstdint>

#include "runtime/command_line/text.h"
#include "runtime/report/names.h"

namespace instar::command_line {

std::string PlaceOf(const std::vector<std::string>& ids) {
  return ids.empty() ? "base" : Printable(Join(ids, " and "));
}

void AddReport(Call& call, const Report& report) {
  Json& json = call.json();
  json.Add("database", call.database_name());
  json.AddTexts("from", report.from);
  json.AddTexts("to", report.to);
  json.BeginArray("applied");
  for (const AppliedRevision& done : report.applied) {
    json.AddObject();
    json.Add("revision", done.revision);
    json.Add("direction", DirectionName(done.direction));
    json.Add("duration_us", done.duration_us);
    json.EndObject();
  }
  json.EndArray();
  json.AddOrNull("backup", report.backup);
  if (report.ok() || report.failure.revision.empty()) return;
  json.BeginObject("failure");
  json.Add("revision", report.failure.revision);
  json.Add("direction", DirectionName(report.failure.direction));
  json.Add("step", static_cast<std::int64_t>(report.failure.step));
  json.Add("reason", report.failure.reason);
  json.EndObject();
}

void PrintPlace(Call& call, const Report& report) {
  if (!report.backup.empty()) call.output().PrintWrapped("backup " + Printable(report.backup));
  if (!report.ok() && report.applied.empty()) return;
  call.output().PrintWrapped((report.applied.empty() ? "nothing to do: at " : "now at ") +
                             PlaceOf(report.to));
}

}  // namespace instar::command_line
