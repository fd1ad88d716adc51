#include "runtime/command_line/description.h"

#include <algorithm>

#include "runtime/command_line/text.h"
#include "runtime/planning/reachability.h"

namespace instar::command_line {
namespace {

// Of the longest name.
constexpr std::size_t kNameWidth = 10;

std::vector<std::string> IdsOf(const Table& table, IndexRange revisions) {
  std::vector<std::string> ids;
  for (const std::uint32_t r : revisions) ids.emplace_back(table.id(r));
  return ids;
}

void AddIds(Json& json, std::string_view key, const Table& table, IndexRange revisions) {
  json.BeginArray(key);
  for (const std::uint32_t r : revisions) json.Add(table.id(r));
  json.EndArray();
}

}  // namespace

Description::Description(const Table& table, const History& history)
    : table_(table), history_(history), children_(table.revision_count), by_revision_(table.label_count) {
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    for (const std::uint32_t parent : table.parents(r)) ++children_[parent];
  }
  for (std::uint32_t l = 0; l < table.label_count; ++l) by_revision_[l] = l;
  std::stable_sort(by_revision_.begin(), by_revision_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return table.labels[a].revision < table.labels[b].revision;
  });
}

void Description::SetRows(const Revisions& rows) {
  knows_state_ = true;
  applied_ = AppliedBy(table_, rows);
  current_ = SetOf(table_, rows);
}

std::vector<std::string_view> Description::LabelsOf(std::uint32_t r) const {
  const auto before = [&](std::uint32_t label, std::uint32_t revision) {
    return table_.labels[label].revision < revision;
  };
  std::vector<std::string_view> labels;
  auto at = std::lower_bound(by_revision_.begin(), by_revision_.end(), r, before);
  for (; at != by_revision_.end() && table_.labels[*at].revision == r; ++at)
    labels.push_back(table_.label(*at));
  return labels;
}

Style Description::StyleOf(std::uint32_t r) const {
  if (IsCurrent(r)) return Style::kGood;
  return knows_state_ && !applied_[r] ? Style::kDim : Style::kName;
}

std::string Description::Marks(std::uint32_t r) const {
  std::vector<std::string> marks;
  if (IsCurrent(r)) marks.emplace_back("current");
  if (IsHead(r)) marks.emplace_back("head");
  for (const std::string_view label : LabelsOf(r)) marks.push_back(std::string("label ").append(label));
  if (marks.empty()) return "";
  return "(" + Join(marks, ", ") + ")";
}

std::string Description::Line(const Output& output, std::uint32_t r, std::size_t width) const {
  const bool unicode = output.screen().unicode;
  // What is left of the width for the next part.
  const auto left = [&](const std::string& line) {
    const std::size_t taken = WidthOf(line);
    return width == 0 ? 0 : taken + 1 < width ? width - taken - 1 : std::size_t{0};
  };
  std::string line = output.Styled(Cut(table_.id(r), width, unicode), StyleOf(r));
  const auto append = [&](const std::string& part, Style style) {
    const std::size_t room = left(line);
    if (part.empty() || (width > 0 && room < 4)) return;
    line.append(" ").append(output.Styled(Cut(part, room, unicode), style));
  };
  append(Marks(r), Style::kStrong);
  append(Printable(table_.message(r)), Style::kPlain);
  return line;
}

void Description::PrintWhole(Output& output, std::uint32_t r) const {
  // Word by word, so that a line never ends in colour.
  std::string line = output.Styled(table_.id(r), StyleOf(r));
  for (const std::string& word : Wrap(Marks(r), 1))
    if (!word.empty()) line.append(" ").append(output.Styled(word, Style::kStrong));
  line.append(" ").append(Printable(table_.message(r)));
  output.PrintWrapped(line);
}

void Description::PrintDetails(Output& output, std::uint32_t r) const {
  Columns columns;
  for (const auto& [name, value] : Facts(r)) columns.Add({{Pad(name, kNameWidth)}, {value}});
  columns.Print(output, "    ", Columns::Overflow::kWrap);
}

std::vector<std::string> Description::Details(std::uint32_t r) const {
  std::vector<std::string> details;
  for (const auto& [name, value] : Facts(r)) details.push_back(Pad(name, kNameWidth) + "  " + value);
  return details;
}

std::vector<std::pair<std::string_view, std::string>> Description::Facts(std::uint32_t r) const {
  std::vector<std::pair<std::string_view, std::string>> facts;
  const std::string parents = Join(IdsOf(table_, table_.parents(r)), ", ");
  facts.emplace_back("revises", parents.empty() ? "base" : parents);
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) facts.emplace_back(name, Printable(value));
  };
  add("depends on", Join(IdsOf(table_, table_.dependencies(r)), ", "));
  add("created", table_.created(r));
  if (table_.irreversible(r)) facts.emplace_back("undo", "none: " + Printable(table_.irreversible_reason(r)));
  add("file", history_.FileOf(r));
  return facts;
}

void Description::AddTo(Json& json, std::uint32_t r) const {
  json.Add("revision", table_.id(r));
  json.Add("message", table_.message(r));
  json.AddOrNull("created", table_.created(r));
  AddIds(json, "parents", table_, table_.parents(r));
  AddIds(json, "depends_on", table_, table_.dependencies(r));
  json.AddTexts("labels", LabelsOf(r));
  json.Add("head", IsHead(r));
  json.Add("branch_point", IsBranchPoint(r));
  json.Add("merge_point", table_.parents(r).size() > 1);
  if (table_.irreversible(r)) json.Add("irreversible", table_.irreversible_reason(r));
  if (const std::string file = history_.FileOf(r); !file.empty()) json.Add("file", file);
  if (!knows_state_) return;
  json.Add("applied", IsApplied(r));
  json.Add("current", IsCurrent(r));
}

void Description::AddArray(Json& json, std::string_view key, const Revisions& revisions) const {
  json.BeginArray(key);
  for (const std::uint32_t r : revisions) {
    json.AddObject();
    AddTo(json, r);
    json.EndObject();
  }
  json.EndArray();
}

}  // namespace instar::command_line
