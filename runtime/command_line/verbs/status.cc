#include <memory>
#include <string>

#include "runtime/command_line/call.h"
#include "runtime/command_line/description.h"
#include "runtime/command_line/state.h"
#include "runtime/command_line/text.h"
#include "runtime/command_line/verbs.h"
#include "runtime/planning/reachability.h"

namespace instar::command_line {
namespace {

void PrintPending(const Table& table, const Revisions& pending, Output& output) {
  constexpr std::size_t kShown = 20;
  Columns columns;
  for (std::size_t i = 0; i < pending.size() && i < kShown; ++i) {
    const std::uint32_t r = pending[i];
    columns.Add({{std::string(table.id(r)), Style::kName}, {Printable(table.message(r))}});
  }
  output.PrintLine("");
  columns.Print(output, "  ");
  if (pending.size() > kShown) output.PrintLine("  and " + std::to_string(pending.size() - kShown) + " more");
}

void Print(Call& call, const Table& table, const DatabaseState& state, const Revisions& pending) {
  Output& output = call.output();
  Columns columns;
  columns.Add({{"database"}, {call.database_name() + (state.exists ? "" : " (does not exist yet)")}});
  columns.Add({{"current"}, {PlaceOf(table, state.rows), Style::kGood}});
  columns.Add({{"head"}, {PlaceOf(table, ListOf(Heads(table, Along::kPrerequisites))), Style::kName}});
  columns.Add({{"applied"}, {Count(table.revision_count - pending.size(), "revision")}});
  columns.Add({{"pending"},
               {pending.empty() ? "none: up to date" : Count(pending.size(), "revision"),
                pending.empty() ? Style::kGood : Style::kWarning}});
  columns.Print(output, "");
  if (!pending.empty()) PrintPending(table, pending, output);
}

ExitCode Run(Call& call) {
  const Table* table = call.GetHistory(Need::kHashes);
  if (table == nullptr) return ExitCode::kFailed;
  std::unique_ptr<Database> database;
  DatabaseState state;
  const Status status = ReadState(call, *table, &database, &state);
  if (!status.ok()) return call.Fail(status);
  const Revisions pending = PendingOf(*table, state.rows);
  if (call.wants_json()) {
    Description description(*table, *call.session().history);
    description.SetState(state);
    call.json().Add("database", call.database_name());
    call.json().Add("exists", state.exists);
    description.AddArray(call.json(), "current", state.rows);
    description.AddArray(call.json(), "heads", ListOf(Heads(*table, Along::kPrerequisites)));
    call.json().Add("applied", static_cast<std::int64_t>(table->revision_count - pending.size()));
    description.AddArray(call.json(), "pending", pending);
  } else {
    Print(call, *table, state, pending);
  }
  return call.Has("check-heads") && !pending.empty() ? ExitCode::kFailed : ExitCode::kDone;
}

}  // namespace

Verb StatusVerb() {
  Verb verb;
  verb.name = "status";
  verb.group = kDatabaseGroup;
  verb.summary = "tell where the database is and what is pending";
  verb.description =
      "Tells which database is meant, at which revision it is, and which revisions an upgrade would apply, "
      "in that "
      "order. Only reads.";
  verb.options = {{"check-heads", 'c', "", "End with exit code 1 when something is pending"}};
  verb.run = Run;
  return verb;
}

}  // namespace instar::command_line
