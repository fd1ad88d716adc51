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

void AddObjects(Json& json, std::string_view key, const std::vector<Clearance::Object>& objects) {
  json.BeginArray(key);
  for (const Clearance::Object& object : objects) {
    json.AddObject();
    json.Add("type", object.type);
    json.Add("name", object.name);
    json.EndObject();
  }
  json.EndArray();
}

void AddJson(Call& call, const Clearance& clearance) {
  Json& json = call.json();
  json.Add("database", call.database_name());
  json.AddTexts("from", clearance.from);
  AddObjects(json, "dropped", clearance.dropped);
  AddObjects(json, "kept", clearance.kept);
}

void Print(Call& call, const Clearance& clearance, bool only_look) {
  Columns columns;
  for (const Clearance::Object& object : clearance.dropped) {
    columns.Add(
        {{only_look ? "would drop" : "dropped", Style::kBad}, {object.type}, {Printable(object.name)}});
  }
  for (const Clearance::Object& object : clearance.kept) {
    columns.Add({{only_look ? "would keep" : "kept", Style::kDim}, {object.type}, {Printable(object.name)}});
  }
  columns.Print(call.output(), "");
  if (!only_look) call.output().PrintWrapped("now at base, was at " + PlaceOf(clearance.from));
}

ExitCode Run(Call& call) {
  Opened opened;
  if (const std::optional<ExitCode> end = Open(call, Need::kSteps, &opened)) return *end;
  const bool only_look = !call.Has("yes");
  const Clearance clearance = opened.database->Reset(*opened.table, call.MakeOptions(), only_look);
  if (!clearance.status.ok()) return call.Fail(clearance.status);
  call.wants_json() ? AddJson(call, clearance) : Print(call, clearance, only_look);
  if (!only_look) return ExitCode::kDone;
  return call.WrongUsage(Message(
      "'reset' deletes these tables of '%' with all their rows, and nothing brings them back: give --yes",
      {call.database_name()}));
}

}  // namespace

Verb ResetVerb() {
  Verb verb;
  verb.name = "reset";
  verb.group = kDatabaseGroup;
  verb.summary = "drop all that the migrations made: for developers";
  verb.description =
      "Drops the tables and views that the migrations made, with all their rows, and sets the database to "
      "base, in "
      "one transaction. It works as well where an upgrade refuses, because the history was edited or is "
      "another one: "
      "then everything goes that any revision makes. Tables that no migration made stay. Without --yes it "
      "only "
      "lists what would go.\n"
      "\n"
      "  reset --yes";
  verb.options = {{"yes", 0, "", "Do it: the rows are lost"}};
  verb.run = Run;
  return verb;
}

}  // namespace instar::command_line
