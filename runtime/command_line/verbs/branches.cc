#include <string>
#include <vector>

#include "runtime/command_line/call.h"
#include "runtime/command_line/description.h"
#include "runtime/command_line/text.h"
#include "runtime/command_line/verbs.h"

namespace instar::command_line {
namespace {

std::vector<Revisions> ChildrenOf(const Table& table) {
  std::vector<Revisions> children(table.revision_count);
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    for (const std::uint32_t parent : table.parents(r)) children[parent].push_back(r);
  }
  return children;
}

ExitCode Run(Call& call) {
  const bool needs_all = call.Has("verbose") || call.wants_json();
  const Table* table = call.GetHistory(needs_all ? Need::kGraph : Need::kHeaders);
  if (table == nullptr) return ExitCode::kFailed;
  const Description description(*table, *call.session().history);
  const std::vector<Revisions> children = ChildrenOf(*table);
  Revisions points;
  for (std::uint32_t r = 0; r < table->revision_count; ++r) {
    if (children[r].size() > 1) points.push_back(r);
  }
  Output& output = call.output();
  if (call.wants_json()) {
    call.json().BeginArray("branches");
    for (const std::uint32_t r : points) {
      call.json().AddObject();
      description.AddTo(call.json(), r);
      description.AddArray(call.json(), "children", children[r]);
      call.json().EndObject();
    }
    call.json().EndArray();
    return call.Answered();
  }
  const std::string arrow = output.screen().unicode ? "  \u2192 " : "  -> ";
  const std::size_t width = output.screen().width;
  for (const std::uint32_t r : points) {
    output.PrintLine(description.Line(output, r, width));
    if (call.Has("verbose")) {
      description.PrintDetails(output, r);
    }
    for (const std::uint32_t child : children[r]) {
      output.PrintLine(arrow + description.Line(output, child, width == 0 ? 0 : width - WidthOf(arrow)));
    }
  }
  return call.Answered();
}

}  // namespace

Verb BranchesVerb() {
  Verb verb;
  verb.name = "branches";
  verb.group = kHistoryGroup;
  verb.summary = "list the revisions where the history forks";
  verb.description = "Lists each revision that several others revise, and these below it.";
  verb.options = {{"verbose", 'v', "", "Tell all about each"}};
  verb.run = Run;
  return verb;
}

}  // namespace instar::command_line
