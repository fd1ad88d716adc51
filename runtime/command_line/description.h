// What can be said about the revisions of a history, for people and for programs.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_DESCRIPTION_H_
#define INSTAR_RUNTIME_COMMAND_LINE_DESCRIPTION_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "instar/table.h"
#include "runtime/command_line/call.h"
#include "runtime/command_line/json.h"
#include "runtime/command_line/output.h"
#include "runtime/planning/plan.h"

namespace instar::command_line {

// Made once per call; linear in the history.
class Description {
 public:
  Description(const Table& table, const History& history);

  // From now on it is known what is applied.
  void SetRows(const Revisions& rows);
  bool knows_state() const { return knows_state_; }

  bool IsHead(std::uint32_t r) const { return children_[r] == 0; }
  bool IsBranchPoint(std::uint32_t r) const { return children_[r] > 1; }
  bool IsApplied(std::uint32_t r) const { return knows_state_ && applied_[r]; }
  bool IsCurrent(std::uint32_t r) const { return knows_state_ && current_[r]; }
  Style StyleOf(std::uint32_t r) const;

  // "(head, current, label auth)" or empty.
  std::string Marks(std::uint32_t r) const;
  // "3ec3 (head) add a name", in colour, at most as wide as `width` (0: as long as it is).
  std::string Line(const Output& output, std::uint32_t r, std::size_t width) const;
  // The same over as many lines as it takes.
  void PrintWhole(Output& output, std::uint32_t r) const;
  // All that -v tells: "created     2025-10-06 15:00", without colour; printed, or as lines.
  void PrintDetails(Output& output, std::uint32_t r) const;
  std::vector<std::string> Details(std::uint32_t r) const;
  // Into an object that was begun.
  void AddTo(Json& json, std::uint32_t r) const;
  void AddArray(Json& json, std::string_view key, const Revisions& revisions) const;

 private:
  // What it is, and its name.
  std::vector<std::pair<std::string_view, std::string>> Facts(std::uint32_t r) const;
  std::vector<std::string_view> LabelsOf(std::uint32_t r) const;

  const Table& table_;
  const History& history_;
  std::vector<std::uint32_t> children_;     // how many, by parents
  std::vector<std::uint32_t> by_revision_;  // labels, sorted by revision
  bool knows_state_ = false;
  RevisionSet applied_;
  RevisionSet current_;
};

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_DESCRIPTION_H_
