#include <cstdint>
#include <string_view>
#include <vector>

#include "runtime/message.h"
#include "runtime/planning/find.h"
#include "runtime/planning/plan.h"
#include "runtime/planning/reachability.h"
#include "runtime/planning/walk.h"

namespace instar {
namespace {

// The head of the line that goes up from a revision without a fork, a merge or a dependant on its way;
// otherwise the revision itself.
std::uint32_t HeadOfPlainLine(const Table& table, std::uint32_t revision) {
  std::vector<std::uint32_t> next(table.revision_count, kBase);
  RevisionSet plain(table.revision_count, true);
  std::vector<std::uint32_t> needed_by(table.revision_count, kBase);
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    if (table.parents(r).size() > 1) plain[r] = false;
    for (std::uint32_t parent : table.parents(r)) next[parent] = r;
    for (std::uint32_t link : table.prerequisites(r)) {
      // A revision may be parent and dependency of the same one.
      if (needed_by[link] != kBase && needed_by[link] != r) plain[link] = false;
      needed_by[link] = r;
    }
  }
  std::uint32_t head = revision;
  while (plain[head] && next[head] != kBase) head = next[head];
  return plain[head] ? head : revision;
}

// The revision whose label a branch goes by. A revision lies on the branch of every label at or below it, and
// of those above it on a plain line to a head.
bool FindLabelled(const Table& table, const Branch& branch, std::uint32_t* labelled, Status* status) {
  *labelled = branch.revision;
  const std::uint32_t top = HeadOfPlainLine(table, branch.revision);
  const RevisionSet line = WithAncestors(table, Along::kParents, SetOf(table, {top}));
  std::uint32_t labels = 0;
  std::uint32_t of_line = 0;
  for (std::uint32_t l = 0; l < table.label_count; ++l) {
    if (table.label(l) == branch.name) return true;
    if (!line[table.labels[l].revision]) continue;
    ++labels;
    of_line = table.labels[l].revision;
  }
  if (labels != 1) {
    return Fail(status, StatusCode::kInvalidTarget,
                labels == 0 ? "'%' is on no labelled branch; write a label before '@'"
                            : "'%' is on several labelled branches; write the label of one before '@'",
                {branch.name});
  }
  *labelled = of_line;
  return true;
}

struct Range {
  Revisions older;
  Revisions newer;
  // The label that the older end was given with keeps only the newer ends above it.
  Target older_target;
};

bool FindOlder(const Table& table, const Revisions& rows, std::string_view text, Range* range,
               Status* status) {
  if (text.empty()) return true;
  Target& target = range->older_target;
  if (!ParseTarget(table, text, &target, status)) return false;
  if (!target.IsCount() || target.identifier.steps > 0) {
    return FindTarget(table, rows, target, &range->older, status);
  }
  // Going down further than there are revisions leaves the end open.
  bool past_base = false;
  if (!CountDownFromHeads(table, target, &range->older, &past_base, status)) return false;
  if (past_base) range->older.clear();
  return true;
}

bool FindNewer(const Table& table, const Revisions& rows, std::string_view text, Range* range,
               Status* status) {
  Target target;
  if (!ParseTarget(table, text.empty() ? "heads" : text, &target, status)) return false;
  // A count goes up from the older end.
  const bool count_up = target.IsCount() && target.identifier.steps > 0;
  if (!FindTarget(table, count_up ? range->older : rows, target, &range->newer, status)) return false;
  if (!range->older_target.branch.named()) return true;
  std::uint32_t labelled = 0;
  if (!FindLabelled(table, range->older_target.branch, &labelled, status)) return false;
  const RevisionSet above = WithDescendants(table, Along::kParents, SetOf(table, {labelled}));
  range->newer = ListOf(Common(SetOf(table, range->newer), above));
  return true;
}

bool IsSubset(const RevisionSet& part, const RevisionSet& whole) {
  for (std::uint32_t r = 0; r < part.size(); ++r) {
    if (part[r] && !whole[r]) return false;
  }
  return true;
}

}  // namespace

// All that the newer end needs and the older does not, the older end with it, as far as it was built on it.
Status PlanHistory(const Table& table, const Revisions& rows, std::string_view older, std::string_view newer,
                   Revisions* revisions) {
  Status status;
  revisions->clear();
  Range range;
  if (!FindOlder(table, rows, older, &range, &status)) return status;
  if (!FindNewer(table, rows, newer, &range, &status)) return status;
  const RevisionSet needed = AppliedBy(table, range.newer);
  const RevisionSet start = SetOf(table, range.older);
  const RevisionSet before = AppliedBy(table, range.older);
  const RevisionSet above = WithDescendants(table, Along::kParents, start);
  RevisionSet between(table.revision_count);
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    between[r] = (needed[r] && !before[r] && (range.older.empty() || above[r])) || start[r];
  }
  const bool leads_up = IsSubset(start, needed) &&
                        IsSubset(Tips(table, Along::kPrerequisites, between), SetOf(table, range.newer));
  if (!leads_up) {
    Fail(&status, StatusCode::kInvalidTarget,
         "no line of revisions leads from '%' up to '%'; write the older one first, or name two revisions on "
         "one "
         "line",
         {older, newer.empty() ? "heads" : newer});
    return status;
  }
  for (std::uint32_t r = table.revision_count; r-- > 0;) {
    if (between[r]) revisions->push_back(r);
  }
  return status;
}

}  // namespace instar
