#include <algorithm>
#include <memory>
#include <string>

#include "runtime/command_line/call.h"
#include "runtime/command_line/description.h"
#include "runtime/command_line/dot.h"
#include "runtime/command_line/graph.h"
#include "runtime/command_line/state.h"
#include "runtime/command_line/text.h"
#include "runtime/command_line/verbs.h"
#include "runtime/message.h"
#include "runtime/planning/reachability.h"

namespace instar::command_line {
namespace {

struct Range {
  std::string_view older;
  std::string_view newer;
};

bool ParseRange(std::string_view text, Range* range) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || text.find(':', colon + 1) != std::string_view::npos) return false;
  *range = {text.substr(0, colon), text.substr(colon + 1)};
  return true;
}

// "current" and "+1" speak of the database.
bool NeedsDatabase(const Range& range) {
  // A count at the newer end goes up from the older one.
  return SpeaksOfDatabase(range.older) || (range.newer.substr(0, 1) != "+" && SpeaksOfDatabase(range.newer));
}

// What one drawn revision takes: its line, what -v adds, and the bend below.
void PrintRow(const GraphRow& row, const Description& description, bool verbose, bool last, Output& output) {
  const std::size_t width = output.screen().width;
  const auto room = [&](const std::string& before) -> std::size_t {
    return width == 0 ? 0 : width - std::min(width - 1, WidthOf(before) + 2);
  };
  std::string line = row.first.substr(0, row.node);
  line.append(output.Styled(row.first.substr(row.node, row.node_size), description.StyleOf(row.revision)));
  line.append(row.first.substr(row.node + row.node_size)).append("  ");
  output.PrintLine(line.append(description.Line(output, row.revision, room(row.first))));
  if (verbose) {
    for (const std::string& detail : description.Details(row.revision)) {
      output.PrintLine(row.further + "    " + Cut(detail, room(row.further + "  "), output.screen().unicode));
    }
    if (row.bend.empty() && !last) output.PrintLine(row.further);
  }
  if (!row.bend.empty()) output.PrintLine(row.bend);
}

void Draw(const Table& table, const RevisionSet& shown, const Description& description, bool verbose,
          Output& output) {
  const Screen& screen = output.screen();
  // A third of the line, at least, is the text's.
  const std::size_t max_columns = screen.width == 0 ? 60 : screen.width / 3;
  Graph graph(table, shown, screen.unicode, max_columns);
  const Revisions order = OrderForDrawing(table, shown);
  for (const std::uint32_t r : order) {
    const Node node = !description.knows_state() ? Node::kPlain
                      : description.IsApplied(r) ? Node::kApplied
                                                 : Node::kPending;
    PrintRow(graph.Draw(r, node), description, verbose, r == order.back(), output);
  }
}

ExitCode Run(Call& call) {
  Range range;
  if (call.Has("rev-range") && !ParseRange(call.Value("rev-range"), &range)) {
    return call.WrongUsage(
        Message("'%' is no range; write A:B, where either may be left out", {call.Value("rev-range")}));
  }
  const bool needs_database = call.Has("indicate-current") || call.NamesDatabase() || NeedsDatabase(range);
  const bool needs_all = call.Has("verbose") || call.wants_json();
  Reading reading;
  if (needs_database) {
    if (const std::optional<ExitCode> end = ReadPlace(call, &reading)) return *end;
  } else {
    reading.table = call.GetHistory(needs_all ? Need::kGraph : Need::kHeaders);
  }
  const Table* table = reading.table;
  if (table == nullptr) return ExitCode::kFailed;
  Description description(*table, *call.session().history);
  if (needs_database) description.SetRows(reading.rows);
  Revisions revisions;
  const Status status = PlanHistory(*table, reading.rows, range.older, range.newer, &revisions);
  if (!status.ok()) return call.Fail(status);
  const RevisionSet shown = SetOf(*table, revisions);
  if (call.wants_json()) {
    description.AddArray(call.json(), "revisions", OrderForDrawing(*table, shown));
  } else if (call.Has("dot")) {
    PrintDot(*table, shown, description, call.output());
  } else {
    Draw(*table, shown, description, call.Has("verbose"), call.output());
  }
  return call.Answered();
}

}  // namespace

Verb HistoryVerb() {
  Verb verb;
  verb.name = "history";
  verb.group = kHistoryGroup;
  verb.summary = "draw the revisions, newest first, with their branches and merges";
  verb.description =
      "Draws all revisions, or those of a range, newest first: a line for each, branches side by side. With "
      "-i or "
      "--database the database is asked where it is: what is applied has a filled mark, what is pending an "
      "empty one, "
      "and its own place is called 'current'.\n"
      "\n"
      "  history -r 5f7a:head      from 5f7a up to the head\n"
      "  history -r -3:            the last three and what they were built on\n"
      "  history -r current:head   from where the database is\n"
      "  history --dot | dot -T svg -o history.svg";
  verb.options = {{"rev-range", 'r', "A:B", "From A up to B only; either may be left out"},
                  {"verbose", 'v', "", "Tell all about each"},
                  {"indicate-current", 'i', "", "Ask the database where it is, and mark it"},
                  {"dot", 0, "", "Write the graph for Graphviz; dependencies are dashed"}};
  verb.run = Run;
  return verb;
}

}  // namespace instar::command_line
