// What a migration did.
#ifndef INSTAR_REPORT_H_
#define INSTAR_REPORT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "instar/status.h"
#include "instar/table.h"

namespace instar {

// A revision that was applied or undone, and committed.
struct AppliedRevision {
  std::string revision;
  Direction direction = Direction::kUpgrade;
  std::int64_t duration_us = 0;  // microseconds, without the commit
};

// Where a migration stopped; `revision` is empty when it did not fail inside one.
struct Failure {
  std::string revision;
  Direction direction = Direction::kUpgrade;
  std::size_t step = 0;  // from 0, within that revision and direction; the number of steps if at commit
  std::string reason;    // the database's or the C++ step's own words
};

// A plain value that owns all it holds.
//
// When `status` is not ok, `applied` still lists what was finished and committed before the failure: the
// database is whole, at a revision boundary, and running again goes on from there.
struct [[nodiscard]] Report {
  Status status;
  std::vector<AppliedRevision> applied;  // in the order they were run
  // The revisions in the version table before and afterwards. Empty at base, and where the version could not
  // be read: look at `status` first.
  std::vector<std::string> from;
  std::vector<std::string> to;
  Failure failure;

  bool ok() const { return status.ok(); }
};

}  // namespace instar

#endif  // INSTAR_REPORT_H_
