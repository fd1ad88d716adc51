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

bool VersionRows::Is(Revisions rows) const {
  Revisions own = rows_;
  std::sort(own.begin(), own.end());
  std::sort(rows.begin(), rows.end());
  return own == rows;
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
  rows_.insert(rows_.end(), change.added.begin(), change.added.end());
}

}  // namespace instar
