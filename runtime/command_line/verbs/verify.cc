#include <optional>
#include <string>

#include "runtime/command_line/call.h"
#include "runtime/command_line/report.h"
#include "runtime/command_line/state.h"
#include "runtime/command_line/text.h"
#include "runtime/command_line/verbs.h"
#include "runtime/message.h"

namespace instar::command_line {
namespace {

void AddJson(Call& call, const Comparison& comparison) {
  Json& json = call.json();
  json.Add("database", call.database_name());
  json.AddTexts("rows", comparison.revisions);
  json.Add("pending", static_cast<std::int64_t>(comparison.pending));
  json.BeginArray("differences");
  for (const Comparison::Difference& one : comparison.differences) {
    json.AddObject();
    json.Add("kind", one.kind);
    json.Add("object", one.object);
    json.AddOrNull("name", one.name);
    json.Add("table", one.table);
    json.AddOrNull("expected", one.expected);
    json.AddOrNull("found", one.found);
    json.EndObject();
  }
  json.EndArray();
}

void Print(Call& call, const Comparison& comparison) {
  Output& output = call.output();
  for (const Comparison::Difference& one : comparison.differences) {
    output.PrintWrapped(Printable(one.text));
  }
  if (!comparison.status.ok() || !comparison.differences.empty()) return;
  const std::string place = PlaceOf(comparison.revisions);
  output.PrintWrapped(comparison.revisions.empty() ? "nothing to verify: at base"
                                                   : "verified: the schema is that of " + place);
}

ExitCode Run(Call& call) {
  Opened opened;
  if (const std::optional<ExitCode> end = Open(call, Need::kSteps, &opened)) return *end;
  const Comparison comparison = opened.database->Verify(*opened.table, call.MakeOptions());
  call.wants_json() ? AddJson(call, comparison) : Print(call, comparison);
  if (!comparison.status.ok()) return call.Fail(comparison.status);
  if (comparison.differences.empty()) return ExitCode::kDone;
  return call.Fail(StatusOf(StatusCode::kUnexpectedTable, "the schema is not that of its revisions: %",
                            {Count(comparison.differences.size(), "difference")}));
}

}  // namespace

Verb VerifyVerb() {
  Verb verb;
  verb.name = "verify";
  verb.group = kDatabaseGroup;
  verb.summary = "compare the database's schema with what its migrations made";
  verb.description =
      "Compares tables, columns, keys, constraints, indexes, triggers and views with the schema at the "
      "revisions "
      "where the database is, and lists what is missing, different, or was put on a table by hand. Tables "
      "that no "
      "migration made are nobody's business. Exit code 1 when something differs. Only reads: it works where "
      "nothing "
      "can be written.";
  verb.run = Run;
  return verb;
}

}  // namespace instar::command_line
