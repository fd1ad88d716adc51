// The drawing of a history: newest first, a line of its own for each branch.
//
//   ●  merge            *  merge
//   ├─╮                 +-.
//   ● │  a              * |  a
//   │ ●  b              | *  b
//   ├─╯                 +-'
//   ●  base             *  base
#ifndef INSTAR_RUNTIME_COMMAND_LINE_GRAPH_H_
#define INSTAR_RUNTIME_COMMAND_LINE_GRAPH_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "instar/table.h"
#include "runtime/planning/plan.h"

namespace instar::command_line {

// The order of drawing: each revision after all that need it, and a line in one piece where it can be.
// Linear.
Revisions OrderForDrawing(const Table& table, const RevisionSet& shown);

struct GraphRow {
  std::uint32_t revision = 0;
  // Before the revision's first line and before its further ones. The first has the node itself in it, as
  // wide as one character, at byte `node`.
  std::string first;
  std::size_t node = 0;
  std::size_t node_size = 0;
  std::string further;
  // The line after it that bends branches towards their parents; empty when all go straight on.
  std::string bend;
};

enum class Node { kPlain, kApplied, kPending };

// Draws row after row. Lines of parents that are not shown end at their revision. What does not fit into
// `max_columns` branches side by side is left out, with an ellipsis in its place.
class Graph {
 public:
  Graph(const Table& table, const RevisionSet& shown, bool unicode, std::size_t max_columns);

  // In the order of OrderForDrawing.
  GraphRow Draw(std::uint32_t revision, Node node);

 private:
  std::size_t FreeLane(std::size_t beginning);
  std::string Lanes(std::size_t node_lane, const char* node, GraphRow* row) const;
  // Leads a line from the lane of a revision down to a parent's; the lane that it bends to.
  std::size_t Lead(std::size_t from, std::uint32_t parent, bool is_only_parent);
  std::string Bend(std::size_t from, const std::vector<std::size_t>& to,
                   const std::vector<bool>& before) const;
  void Trim();

  const Table& table_;
  const RevisionSet& shown_;
  bool unicode_;
  std::size_t max_columns_;
  // Which lane waits for a revision, per revision.
  std::vector<std::uint32_t> lane_of_;
  std::vector<bool> lanes_;  // taken
};

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_GRAPH_H_
