#include <string>

#include "runtime/command_line/call.h"
#include "runtime/command_line/description.h"
#include "runtime/command_line/state.h"
#include "runtime/command_line/text.h"
#include "runtime/command_line/verbs.h"
#include "runtime/message.h"

namespace instar::command_line {
namespace {

void AddJson(Call& call, const Description& description, const Reading& reading) {
  Json& json = call.json();
  json.Add("database", call.database_name());
  json.Add("state", StateKindName(reading.state.kind));
  description.AddArray(json, "current", reading.rows);
  json.AddTexts("rows", reading.state.current);
  json.Add("at_heads", reading.state.kind == StateKind::kAtHead);
}

void Print(Call& call, const Table& table, const Description& description, const State& state) {
  Output& output = call.output();
  for (const std::string& id : state.current) {
    const std::int64_t r = FindId(table, id);
    if (r < 0) {
      output.PrintLine(output.Styled(Printable(id), Style::kBad) + " (unknown here)");
      continue;
    }
    const auto revision = static_cast<std::uint32_t>(r);
    output.PrintLine(description.Line(output, revision, output.screen().width));
    if (!call.Has("verbose")) continue;
    description.PrintDetails(output, revision);
  }
  if (state.current.empty()) output.PrintLine("base");
  if (state.kind == StateKind::kCompatible) {
    output.PrintNote(
        "a newer program applied what is unknown here, and lets this one go on; if a file was lost instead, "
        "bring it "
        "back, or stamp the database with --purge");
  }
  if (state.kind == StateKind::kNoFile) {
    output.PrintNote(Message("the database '%' does not exist yet", {call.database_name()}));
  }
}

ExitCode Run(Call& call) {
  Reading reading;
  if (const std::optional<ExitCode> end = Read(call, &reading)) return *end;
  const Table* table = reading.table;
  Description description(*table, *call.session().history);
  description.SetRows(reading.rows);
  if (call.wants_json()) {
    AddJson(call, description, reading);
  } else {
    Print(call, *table, description, reading.state);
  }
  if (!reading.state.ok()) return call.Fail(reading.state.status);
  const std::size_t pending = reading.state.pending.size();
  if (!call.Has("check-heads") || pending == 0) return ExitCode::kDone;
  return call.Fail(StatusOf(StatusCode::kInvalidTarget, "the database is not at all heads: % to be applied",
                            {Count(pending, "revision") + (pending == 1 ? " is" : " are")}));
}

}  // namespace

Verb CurrentVerb() {
  Verb verb;
  verb.name = "current";
  verb.group = kDatabaseGroup;
  verb.summary = "print the revision where the database is";
  verb.description =
      "Prints a line for each row of the version table: one, unless branches are applied side by side; "
      "'base' "
      "where nothing is applied. Only reads.";
  verb.options = {{"verbose", 'v', "", "Tell all about each"},
                  {"check-heads", 'c', "", "End with exit code 1 unless the database is at all heads"}};
  verb.run = Run;
  return verb;
}

}  // namespace instar::command_line
