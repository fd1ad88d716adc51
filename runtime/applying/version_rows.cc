#include "runtime/applying/version_rows.h"

#include <algorithm>

namespace instar {

VersionRows::VersionRows(const Table& table, const Revisions& rows)
    : table_(&table), rows_(rows), applied_(AppliedBy(table, rows)), needed_by_(table.revision_count) {
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    if (!applied_[r]) continue;
    for (const std::uint32_t needed : table.prerequisites(r)) ++needed_by_[needed];
  }
}

bool VersionRows::Is(const Revisions& rows) const {
  if (rows.size() != rows_.size()) return false;
  for (const std::uint32_t r : rows) {
    if (std::find(rows_.begin(), rows_.end(), r) == rows_.end()) return false;
  }
  return true;
}

bool VersionRows::CanApply(std::uint32_t revision) const {
  if (applied_[revision]) return false;
  for (const std::uint32_t needed : table_->prerequisites(revision)) {
    if (!applied_[needed]) return false;
  }
  return true;
}

bool VersionRows::CanUndo(std::uint32_t revision) const {
  return applied_[revision] && needed_by_[revision] == 0;
}

RowChange VersionRows::Apply(std::uint32_t revision) {
  RowChange change;
  change.added.push_back(revision);
  applied_[revision] = true;
  for (const std::uint32_t needed : table_->prerequisites(revision)) {
    if (needed_by_[needed]++ == 0) change.removed.push_back(needed);
  }
  Replace(change);
  return change;
}

RowChange VersionRows::Undo(std::uint32_t revision) {
  RowChange change;
  change.removed.push_back(revision);
  applied_[revision] = false;
  for (const std::uint32_t needed : table_->prerequisites(revision)) {
    if (--needed_by_[needed] == 0) change.added.push_back(needed);
  }
  Replace(change);
  return change;
}

void VersionRows::Replace(const RowChange& change) {
  for (const std::uint32_t removed : change.removed) {
    rows_.erase(std::remove(rows_.begin(), rows_.end(), removed), rows_.end());
  }
  for (const std::uint32_t added : change.added) rows_.push_back(added);
}

}  // namespace instar
