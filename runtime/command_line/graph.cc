#include "runtime/command_line/graph.h"

#include <algorithm>

namespace instar::command_line {
namespace {

constexpr std::uint32_t kNoLane = 0xFFFFFFFFu;

// The ways out of a cell.
constexpr unsigned kUp = 1;
constexpr unsigned kDown = 2;
constexpr unsigned kLeft = 4;
constexpr unsigned kRight = 8;

const char* BoxOf(unsigned ways, bool unicode) {
  static constexpr const char* kUnicode[16] = {" ", "╵", "╷", "│", "╴", "╯", "╮", "┤",
                                               "╶", "╰", "╭", "├", "─", "┴", "┬", "┼"};
  static constexpr const char* kAscii[16] = {" ", "|", "|", "|", "-", "'", ".", "+",
                                             "-", "`", ".", "+", "-", "+", "+", "+"};
  return unicode ? kUnicode[ways] : kAscii[ways];
}

const char* NodeOf(Node node, bool unicode) {
  if (node == Node::kPending) return unicode ? "○" : "o";
  return unicode ? "●" : "*";
}

}  // namespace

Revisions OrderForDrawing(const Table& table, const RevisionSet& shown) {
  std::vector<std::uint32_t> waits_for(table.revision_count);
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    if (!shown[r]) continue;
    for (const std::uint32_t needed : table.prerequisites(r)) ++waits_for[needed];
  }
  // The last one that became ready goes next, so a line is followed down to where it forked.
  Revisions ready;
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    if (shown[r] && waits_for[r] == 0) ready.push_back(r);
  }
  Revisions order;
  while (!ready.empty()) {
    const std::uint32_t next = ready.back();
    ready.pop_back();
    order.push_back(next);
    // The first parent's line is followed first.
    const IndexRange needed = table.prerequisites(next);
    for (const std::uint32_t* link = needed.end(); link != needed.begin();) {
      if (shown[*--link] && --waits_for[*link] == 0) ready.push_back(*link);
    }
  }
  return order;
}

Graph::Graph(const Table& table, const RevisionSet& shown, bool unicode, std::size_t max_columns)
    : table_(table),
      shown_(shown),
      unicode_(unicode),
      max_columns_(std::max<std::size_t>(max_columns, 2)),
      lane_of_(table.revision_count, kNoLane) {}

// The leftmost free lane from `beginning` on.
std::size_t Graph::FreeLane(std::size_t beginning) {
  for (std::size_t lane = beginning; lane < lanes_.size(); ++lane) {
    if (!lanes_[lane]) return lane;
  }
  lanes_.resize(std::max(lanes_.size(), beginning) + 1);
  return lanes_.size() - 1;
}

void Graph::Trim() {
  while (!lanes_.empty() && !lanes_.back()) lanes_.pop_back();
}

// The lanes side by side, the node in its own.
std::string Graph::Lanes(std::size_t node_lane, const char* node, GraphRow* row) const {
  const std::size_t end = std::max(lanes_.size(), node_lane + 1);
  const bool cut = end > max_columns_;
  const std::size_t drawn = cut ? max_columns_ - 1 : end;
  std::string text;
  for (std::size_t lane = 0; lane < drawn; ++lane) {
    if (lane > 0) text += ' ';
    if (lane == node_lane) row->node = text.size();
    text.append(lane == node_lane ? node : BoxOf(lanes_[lane] ? kUp | kDown : 0, unicode_));
  }
  if (!cut) return text;
  text += ' ';
  if (node_lane >= drawn) row->node = text.size();
  return text.append(node_lane >= drawn ? node : unicode_ ? "…" : ":");
}

// The line below a node that leads to `to`; `before` are the lanes that come down beside it.
std::string Graph::Bend(std::size_t from, const std::vector<std::size_t>& to,
                        const std::vector<bool>& before) const {
  std::size_t least = from;
  std::size_t most = from;
  for (const std::size_t lane : to) {
    least = std::min(least, lane);
    most = std::max(most, lane);
  }
  const std::size_t end = std::max({lanes_.size(), before.size(), most + 1});
  const std::size_t drawn = std::min(end, max_columns_);
  std::string text;
  for (std::size_t lane = 0; lane < drawn; ++lane) {
    if (lane > 0) text.append(BoxOf(lane > least && lane <= most ? kLeft | kRight : 0, unicode_));
    unsigned ways =
        (lane < before.size() && before[lane] ? kUp : 0) | (lane < lanes_.size() && lanes_[lane] ? kDown : 0);
    const bool joins = lane == from || std::find(to.begin(), to.end(), lane) != to.end();
    // A lane that is only crossed stays whole, so that it does not seem to join.
    if (joins || ways == 0) {
      if (lane > least && lane <= most) ways |= kLeft;
      if (lane >= least && lane < most) ways |= kRight;
    }
    text.append(BoxOf(ways, unicode_));
  }
  return text;
}

std::size_t Graph::Lead(std::size_t from, std::uint32_t parent, bool is_only_parent) {
  std::uint32_t& lane = lane_of_[parent];
  if (lane == kNoLane) {
    lane = static_cast<std::uint32_t>(lanes_[from] ? FreeLane(from + 1) : from);
    lanes_[lane] = true;
  } else if (lane > from && is_only_parent) {
    // Where branches meet, the line below goes on in the leftmost lane: else it drifts to the right.
    const std::size_t left = lane;
    lanes_[left] = false;
    lanes_[from] = true;
    lane = static_cast<std::uint32_t>(from);
    return left;
  }
  return lane;
}

GraphRow Graph::Draw(std::uint32_t revision, Node node) {
  GraphRow row;
  row.revision = revision;
  std::size_t lane = lane_of_[revision];
  if (lane == kNoLane) lane = FreeLane(0);
  lanes_[lane] = true;
  const char* const mark = NodeOf(node, unicode_);
  row.first = Lanes(lane, mark, &row);
  row.node_size = std::string_view(mark).size();

  const std::vector<bool> before = lanes_;
  lanes_[lane] = false;
  std::vector<std::size_t> to;
  const IndexRange parents = table_.parents(revision);
  for (const std::uint32_t parent : parents) {
    if (shown_[parent]) to.push_back(Lead(lane, parent, parents.size() == 1));
  }
  const bool goes_on = !to.empty();
  const bool straight = to.size() < 2 && (!goes_on || to[0] == lane);
  GraphRow unused;
  std::vector<bool> after = lanes_;
  lanes_ = before;
  lanes_[lane] = goes_on;
  row.further = Lanes(lane, BoxOf(goes_on ? kUp | kDown : 0, unicode_), &unused);
  lanes_ = std::move(after);
  if (!straight) row.bend = Bend(lane, to, before);
  Trim();
  return row;
}

}  // namespace instar::command_line
