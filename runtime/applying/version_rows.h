// The rows of the version table while revisions come and go.
#ifndef INSTAR_RUNTIME_APPLYING_VERSION_ROWS_H_
#define INSTAR_RUNTIME_APPLYING_VERSION_ROWS_H_

#include <cstdint>
#include <vector>

#include "instar/table.h"
#include "runtime/planning/plan.h"

namespace instar {

// Which rows go and which come when one revision is applied or undone.
struct RowChange {
  Revisions removed;
  Revisions added;
};

// Keeps, for every revision, how many applied ones need it; so each change costs no more than the revision
// has parents and dependencies, however long the history is.
class VersionRows {
 public:
  VersionRows(const Table& table, const Revisions& rows);

  const Revisions& rows() const { return rows_; }
  // Both without repetitions, in any order.
  bool Is(const Revisions& rows) const;
  bool applied(std::uint32_t revision) const { return applied_[revision]; }

  // All that the revision needs is applied, and it is not.
  bool CanApply(std::uint32_t revision) const;
  // The revision is applied, and nothing applied needs it.
  bool CanUndo(std::uint32_t revision) const;
  RowChange Apply(std::uint32_t revision);
  RowChange Undo(std::uint32_t revision);

 private:
  void Replace(const RowChange& change);

  const Table* table_;
  Revisions rows_;
  RevisionSet applied_;
  std::vector<std::uint32_t> needed_by_;
};

}  // namespace instar

#endif  // INSTAR_RUNTIME_APPLYING_VERSION_ROWS_H_
