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

ExitCode Run(Call& call) {
  bool needs_database = call.NamesDatabase();
  for (const std::string_view word : call.arguments().words()) needs_database |= SpeaksOfDatabase(word);
  Reading reading;
  if (needs_database) {
    if (const std::optional<ExitCode> end = ReadPlace(call, &reading)) return *end;
  } else {
    reading.table = call.GetHistory(Need::kGraph);
  }
  const Table* table = reading.table;
  if (table == nullptr) return ExitCode::kFailed;
  Description description(*table, *call.session().history);
  if (needs_database) description.SetRows(reading.rows);
  Revisions revisions;
  for (const std::string_view word : call.arguments().words()) {
    Revisions found;
    const Status status = FindRevisions(*table, reading.rows, word, &found);
    if (!status.ok()) return call.Fail(status);
    for (const std::uint32_t r : found) {
      if (!Contains(revisions, r)) revisions.push_back(r);
    }
  }
  if (call.wants_json()) {
    description.AddArray(call.json(), "revisions", revisions);
    return call.Answered();
  }
  for (const std::uint32_t r : revisions) {
    if (r != revisions.front()) call.output().PrintLine("");
    description.PrintWhole(call.output(), r);
    description.PrintDetails(call.output(), r);
  }
  if (revisions.empty()) call.output().PrintLine("base");
  return call.Answered();
}

}  // namespace

Verb ShowVerb() {
  Verb verb;
  verb.name = "show";
  verb.group = kHistoryGroup;
  verb.arguments = "REVISION...";
  verb.min_words = 1;
  verb.max_words = kAnyNumber;
  verb.summary = "tell all about a revision";
  verb.description =
      "Tells what a revision is called, what it is built on, when it was made, and in which file it stands.\n"
      "\n"
      "  show head\n"
      "  show 5f7a\n"
      "  show current";
  verb.run = Run;
  return verb;
}

}  // namespace instar::command_line
