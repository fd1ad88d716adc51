#include <memory>
#include <string>

#include "runtime/command_line/call.h"
#include "runtime/command_line/report.h"
#include "runtime/command_line/text.h"
#include "runtime/command_line/verbs.h"

namespace instar::command_line {
namespace {

ExitCode Run(Call& call) {
  const Table* table = call.GetHistory(Need::kSteps);
  if (table == nullptr) return ExitCode::kFailed;
  std::unique_ptr<Database> database;
  const Status status = call.OpenDatabase(&database);
  if (!status.ok()) return call.Fail(status);
  Options options = call.MakeOptions();
  for (const std::string_view word : call.arguments().words()) {
    options.target.append(options.target.empty() ? "" : ",").append(word);
  }
  options.purge = call.Has("purge");
  const Report report = database->Stamp(*table, options);
  if (call.wants_json()) {
    AddReport(call, report);
  } else if (report.ok()) {
    const std::string place = PlaceOf(report.to);
    call.output().PrintLine(report.from == report.to ? "nothing to do: stamped " + place + " already"
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
      "  stamp 5f7a --purge     whatever stood there before";
  verb.options = {
      {"purge", 0, "", "Forget first what stands in the version table, even what is unknown here"}};
  verb.run = Run;
  return verb;
}

}  // namespace instar::command_line
