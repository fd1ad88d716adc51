// Telling a database where it is, without running anything.
#ifndef INSTAR_RUNTIME_APPLYING_STAMPING_H_
#define INSTAR_RUNTIME_APPLYING_STAMPING_H_

#include <string_view>

#include "instar/status.h"
#include "instar/table.h"
#include "runtime/applying/version_rows.h"
#include "runtime/planning/plan.h"

namespace instar {

struct Stamping {
  Revisions rows;  // afterwards: none is an ancestor of another
  RowChange change;
  // Every revision that counts as applied from now on, and every one that no longer does; in the order of
  // application and of undoing.
  Revisions stamped;
  Revisions unstamped;
};

// `targets`: identifiers joined by ','.
Status PlanStamping(const Table& table, const Revisions& rows, std::string_view targets, Stamping* stamping);

}  // namespace instar

#endif  // INSTAR_RUNTIME_APPLYING_STAMPING_H_
