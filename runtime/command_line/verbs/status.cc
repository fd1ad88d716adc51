#include <string>

#include "runtime/command_line/call.h"
#include "runtime/command_line/description.h"
#include "runtime/command_line/report.h"
#include "runtime/command_line/state.h"
#include "runtime/command_line/text.h"
#include "runtime/command_line/verbs.h"
#include "runtime/report/duration.h"

namespace instar::command_line {
namespace {

Revisions IndicesOf(const Table& table, const std::vector<std::string>& ids) {
  Revisions revisions;
  for (const std::string& id : ids) {
    const std::int64_t r = FindId(table, id);
    if (r >= 0) revisions.push_back(static_cast<std::uint32_t>(r));
  }
  return revisions;
}

Columns::Cell StateCell(const State& state) {
  const std::string pending = Count(state.pending.size(), "revision") + " pending";
  switch (state.kind) {
    case StateKind::kNoFile:
      return {"no such file yet: an upgrade makes it, " + pending, Style::kWarning};
    case StateKind::kBehind:
      if (!state.unfinished.empty()) {
        return {"half-way through revision " + state.unfinished +
                    ": the next upgrade or downgrade goes on there, " + pending,
                Style::kWarning};
      }
      return {pending, Style::kWarning};
    case StateKind::kNew:
      return {pending, Style::kWarning};
    case StateKind::kAtHead:
      return {"up to date", Style::kGood};
    case StateKind::kNotVersioned:
      return {"refused: it has tables of these migrations, but no version", Style::kBad};
    case StateKind::kCompatible:
      return {"at revisions of a newer program, which lets this one go on", Style::kGood};
    case StateKind::kNewer:
      return {"refused: a newer program migrated it", Style::kBad};
    case StateKind::kUnknownRevision:
      return {"refused: it is at a revision that is unknown here", Style::kBad};
    case StateKind::kEditedHistory:
      return {"refused: a revision was edited after it was applied", Style::kBad};
    case StateKind::kTampered:
      return {"refused: the version table was changed by hand, or by a newer Instar", Style::kBad};
    case StateKind::kInterrupted:
      return {"refused: half-way through revision " + state.unfinished + ", and nobody knows how far",
              Style::kBad};
    case StateKind::kUnreadable:
      break;
  }
  return {"refused", Style::kBad};
}

// "upgrade of add_users, 2025-11-20T14:22:33.456Z, by shop 2.3, in 3 ms"
std::string LastAction(const State& state) {
  const HistoryRow& last = state.history.back();
  std::string text = last.action;
  if (!last.revision.empty()) text += " of " + last.revision;
  text += ", " + last.started_at;
  if (!last.program.empty()) text += ", by " + last.program;
  // A stamp takes no time.
  if (last.duration_us > 0) text += ", in " + DurationText(last.duration_us);
  return Printable(text);
}

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

void Print(Call& call, const Table& table, const State& state) {
  Output& output = call.output();
  Columns columns;
  columns.Add({{"database"}, {call.database_name()}});
  columns.Add({{"state"}, StateCell(state)});
  columns.Add({{"current"}, {PlaceOf(state.current), Style::kGood}});
  columns.Add({{"head"}, {PlaceOf(state.program_heads), Style::kName}});
  if (!state.history.empty()) columns.Add({{"last"}, {LastAction(state)}});
  columns.Print(output, "", Columns::Overflow::kWrap);
  if (!state.pending.empty()) PrintPending(table, IndicesOf(table, state.pending), output);
}

void AddJson(Call& call, const Table& table, const Reading& reading) {
  const State& state = reading.state;
  Description description(table, *call.session().history);
  description.SetRows(reading.rows);
  Json& json = call.json();
  json.Add("database", call.database_name());
  json.Add("state", StateKindName(state.kind));
  description.AddArray(json, "current", reading.rows);
  json.AddTexts("rows", state.current);
  description.AddArray(json, "heads", IndicesOf(table, state.program_heads));
  json.AddOrNull("unfinished", state.unfinished);
  json.Add("applied", static_cast<std::int64_t>(state.applied.size()));
  description.AddArray(json, "pending", IndicesOf(table, state.pending));
}

ExitCode Run(Call& call) {
  Reading reading;
  if (const std::optional<ExitCode> end = Read(call, &reading)) return *end;
  call.wants_json() ? AddJson(call, *reading.table, reading) : Print(call, *reading.table, reading.state);
  if (!reading.state.ok()) return call.Fail(reading.state.status);
  return call.Has("check-heads") && !reading.state.pending.empty() ? ExitCode::kFailed : ExitCode::kDone;
}

}  // namespace

Verb StatusVerb() {
  Verb verb;
  verb.name = "status";
  verb.group = kDatabaseGroup;
  verb.summary = "tell where the database is and what is pending";
  verb.description =
      "Tells which database is meant, at which revision it is, what was done to it last, and which revisions "
      "an "
      "upgrade would apply, in that order. Exit code 1 where an upgrade would refuse: why, and what helps, "
      "stands "
      "on the standard error. Only reads.";
  verb.options = {{"check-heads", 'c', "", "End with exit code 1 when something is pending, too"}};
  verb.run = Run;
  return verb;
}

}  // namespace instar::command_line
