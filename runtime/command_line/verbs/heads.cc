#include "runtime/command_line/call.h"
#include "runtime/command_line/description.h"
#include "runtime/command_line/verbs.h"
#include "runtime/planning/reachability.h"

namespace instar::command_line {
namespace {

ExitCode Run(Call& call) {
  const bool needs_all = call.Has("verbose") || call.wants_json();
  const Table* table = call.GetHistory(needs_all ? Need::kGraph : Need::kHeaders);
  if (table == nullptr) return ExitCode::kFailed;
  const bool all = call.Has("resolve-dependencies");
  const Revisions heads = ListOf(Heads(*table, all ? Along::kPrerequisites : Along::kParents));
  const Description description(*table, *call.session().history);
  if (call.wants_json()) {
    description.AddArray(call.json(), "heads", heads);
    return call.Answered();
  }
  Output& output = call.output();
  for (const std::uint32_t head : heads) {
    output.PrintLine(description.Line(output, head, output.screen().width));
    if (!call.Has("verbose")) continue;
    description.PrintDetails(output, head);
  }
  return call.Answered();
}

}  // namespace

Verb HeadsVerb() {
  Verb verb;
  verb.name = "heads";
  verb.group = kHistoryGroup;
  verb.summary = "list the newest revisions";
  verb.description =
      "Lists the revisions that no other revises: one, unless branches wait to be merged. A history with "
      "several "
      "heads does not build unless it is allowed to; 'merge heads' makes the revision that joins them.";
  verb.options = {{"verbose", 'v', "", "Tell all about each"},
                  {"resolve-dependencies", 0, "", "Leave out those that another revision depends on"}};
  verb.run = Run;
  return verb;
}

}  // namespace instar::command_line
