#include <optional>
#include <string>

#include "runtime/command_line/call.h"
#include "runtime/command_line/report.h"
#include "runtime/command_line/script.h"
#include "runtime/command_line/state.h"
#include "runtime/command_line/text.h"
#include "runtime/command_line/verbs.h"
#include "runtime/message.h"

namespace instar::command_line {
namespace {

// The words are targets, and the first may be a range whose beginning a script starts at.
ExitCode WriteScript(Call& call, const std::string& targets) {
  if (call.Has("purge")) {
    return call.WrongUsage(
        "--purge forgets whatever stands in a database, but a script of --sql begins at a known revision: "
        "write FROM:TO without --purge");
  }
  const ScriptOptions options = ScriptOptionsOf(call, targets);
  return PrintScript(call, [&](const Table& table) { return SqliteStampScript(table, options); });
}

ExitCode Run(Call& call) {
  std::string targets;
  for (const std::string_view word : call.arguments().words()) {
    if (word.find(':') != std::string_view::npos && (!call.Has("sql") || !targets.empty())) {
      return call.WrongUsage(Message(
          "'%' is a range, which only --sql understands, as its first argument; name revisions", {word}));
    }
    targets.append(targets.empty() ? "" : ",").append(word);
  }
  if (call.Has("sql")) return WriteScript(call, targets);
  Opened opened;
  if (const std::optional<ExitCode> end = Open(call, Need::kSteps, &opened)) return *end;
  Options options = call.MakeOptions();
  options.target = targets;
  options.purge = call.Has("purge");
  const Report report = opened.database->Stamp(*opened.table, options);
  if (call.wants_json()) {
    AddReport(call, report);
  } else if (report.ok()) {
    const std::string place = PlaceOf(report.to);
    call.output().PrintWrapped(report.from == report.to
                                   ? "nothing to do: stamped " + place + " already"
                                   : "stamped " + place + ", was " + PlaceOf(report.from));
  }
  return report.ok() ? ExitCode::kDone : call.Fail(report.status);
}

}  // namespace

Verb StampVerb() {
  Verb verb;
  verb.name = "stamp";
  verb.group = kDatabaseGroup;
  verb.arguments = "REVISION...";
  verb.min_words = 1;
  verb.max_words = kAnyNumber;
  verb.summary = "say where the database is, without running anything";
  verb.description =
      "Writes the version of a database that came to its schema by another way: it was made before it had "
      "migrations, or was repaired by hand. Nothing else is changed, and nothing is compared: 'verify' does "
      "that.\n"
      "\n"
      "  stamp head\n"
      "  stamp base             nothing is applied\n"
      "  stamp 5f7a --purge     whatever stood there before\n"
      "\n"
      "With --sql nothing is written: a script is printed, as by 'upgrade --sql'. It begins at base, or "
      "where a "
      "range says.\n"
      "\n"
      "  stamp 5f7a:head --sql  of a database at 5f7a";
  verb.options = {
      {"purge", 0, "", "Forget first what stands in the version table, even what is unknown here"},
      {"tag", 0, "TEXT", "Note this in the history, beside the program's name"},
      {"sql", 0, "", "Write nothing: print what would be written, as a script for the sqlite3 shell"}};
  verb.run = Run;
  return verb;
}

}  // namespace instar::command_line
