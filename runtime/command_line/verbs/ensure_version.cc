#include <string>

#include "runtime/command_line/call.h"
#include "runtime/command_line/report.h"
#include "runtime/command_line/script.h"
#include "runtime/command_line/state.h"
#include "runtime/command_line/verbs.h"

namespace instar::command_line {
namespace {

// A stamp that leaves everything where it is.
ExitCode Run(Call& call) {
  if (call.Has("sql")) {
    const ScriptOptions options = ScriptOptionsOf(call, "base:base");
    return PrintScript(call, [&](const Table& table) { return SqliteStampScript(table, options); });
  }
  Reading reading;
  if (const std::optional<ExitCode> end = ReadPlace(call, &reading)) return *end;
  const Table* table = call.GetHistory(Need::kSteps);
  if (table == nullptr) return ExitCode::kFailed;
  Options options = call.MakeOptions();
  options.target = "current";
  const Report report = reading.database->Stamp(*table, options);
  if (call.wants_json()) {
    AddReport(call, report);
  } else if (report.ok()) {
    call.output().PrintWrapped("the version is kept here: at " + PlaceOf(report.to));
  }
  return report.ok() ? ExitCode::kDone : call.Fail(report.status);
}

}  // namespace

Verb EnsureVersionVerb() {
  Verb verb;
  verb.name = "ensure_version";
  verb.group = kDatabaseGroup;
  verb.summary = "make the tables that keep the version, if they are missing";
  verb.description =
      "Makes the tables instar_version and instar_history and changes nothing else: for databases where "
      "others "
      "may migrate but not make tables of their own. 'upgrade' and 'stamp' make them as well.";
  verb.options = {{"sql", 0, "", "Make nothing: print a script for the sqlite3 shell"}};
  verb.run = Run;
  return verb;
}

}  // namespace instar::command_line
