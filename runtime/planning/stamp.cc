#include <cstdint>
#include <string_view>
#include <vector>

#include "runtime/planning/find.h"
#include "runtime/planning/plan.h"
#include "runtime/planning/reachability.h"

namespace instar {
namespace {

RevisionSet Related(const Table& table, const RevisionSet& revisions) {
  return WithLineage(table, Along::kPrerequisites, revisions);
}

// What all targets name, and the rows they speak of: those above or below one of them.
struct StampTargets {
  RevisionSet named;
  RevisionSet rows;
  // One of them is the base, of everything or of a branch: the rows it speaks of go.
  bool base = false;
};

bool AddTarget(const Table& table, const Revisions& rows, std::string_view text, StampTargets* targets,
               Status* status) {
  Target target;
  if (!ParseTarget(table, text, &target, status)) return false;
  Revisions named;
  if (!FindTarget(table, rows, target, &named, status)) return false;
  for (std::uint32_t r : named) targets->named[r] = true;
  if (named.empty()) targets->base = true;
  if (target.branch.named()) named.push_back(target.branch.revision);
  const bool all = named.empty();
  const RevisionSet related = Related(table, SetOf(table, named));
  for (std::uint32_t row : rows) {
    if (all || related[row]) targets->rows[row] = true;
  }
  return true;
}

}  // namespace

// A target that is a row already changes nothing; one above or below such rows replaces them; any other is
// added.
Status PlanStamp(const Table& table, const Revisions& rows, const std::vector<std::string_view>& targets,
                 Revisions* new_rows) {
  Status status;
  new_rows->clear();
  StampTargets all;
  all.named.resize(table.revision_count);
  all.rows.resize(table.revision_count);
  for (std::string_view text : targets) {
    if (!AddTarget(table, rows, text, &all, &status)) return status;
  }
  const RevisionSet related = Related(table, all.rows);
  RevisionSet result = SetOf(table, rows);
  bool replace = all.base;
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    if (!all.named[r] || all.rows[r]) continue;
    result[r] = true;
    if (related[r]) replace = true;
  }
  for (std::uint32_t row : rows) {
    if (replace && all.rows[row]) result[row] = false;
  }
  *new_rows = ListOf(result);
  return status;
}

}  // namespace instar
