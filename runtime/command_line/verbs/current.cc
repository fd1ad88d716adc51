#include <memory>
#include <string>

#include "runtime/command_line/call.h"
#include "runtime/command_line/description.h"
#include "runtime/command_line/state.h"
#include "runtime/command_line/verbs.h"
#include "runtime/message.h"

namespace instar::command_line {
namespace {

ExitCode Run(Call& call) {
  const Table* table = call.GetHistory(Need::kHashes);
  if (table == nullptr) return ExitCode::kFailed;
  std::unique_ptr<Database> database;
  DatabaseState state;
  const Status status = ReadState(call, *table, &database, &state);
  if (!status.ok()) return call.Fail(status);
  Description description(*table, *call.session().history);
  description.SetState(state);
  const std::size_t pending = PendingOf(*table, state.rows).size();
  const bool refused = call.Has("check-heads") && pending > 0;
  if (call.wants_json()) {
    call.json().Add("database", call.database_name());
    call.json().Add("exists", state.exists);
    description.AddArray(call.json(), "current", state.rows);
    call.json().Add("at_heads", pending == 0);
    return refused ? ExitCode::kFailed : ExitCode::kDone;
  }
  Output& output = call.output();
  for (const std::uint32_t r : state.rows) {
    output.PrintLine(description.Line(output, r, output.screen().width));
    if (!call.Has("verbose")) continue;
    for (const std::string& detail : description.Details(r)) output.PrintLine("    " + detail);
  }
  if (state.rows.empty()) output.PrintLine("base");
  if (!state.exists) output.PrintNote(Message("the database '%' does not exist yet", {call.database_name()}));
  if (!refused) return ExitCode::kDone;
  return call.Fail(
      StatusOf(StatusCode::kInvalidTarget, "the database is not at all heads: % to be applied",
               {pending == 1 ? "1 revision is" : Message("% revisions are", {Decimal(pending)})}));
}

}  // namespace

Verb CurrentVerb() {
  Verb verb;
  verb.name = "current";
  verb.group = kDatabaseGroup;
  verb.summary = "print the revision where the database is";
  verb.description =
      "Prints a line for each row of the version table: one, unless branches are applied side by side; "
      "'base' where "
      "nothing is applied. Only reads.";
  verb.options = {{"verbose", 'v', "", "Tell all about each"},
                  {"check-heads", 'c', "", "End with exit code 1 unless the database is at all heads"}};
  verb.run = Run;
  return verb;
}

}  // namespace instar::command_line
