#include <algorithm>
#include <cstdint>
#include <string_view>

#include "runtime/message.h"
#include "runtime/planning/find.h"
#include "runtime/planning/plan.h"
#include "runtime/planning/reachability.h"
#include "runtime/planning/walk.h"

namespace instar {
namespace {

// Revisions without parents, or the children of a revision.
RevisionSet ChildrenOf(const Table& table, std::uint32_t place) {
  RevisionSet children(table.revision_count);
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    const IndexRange parents = table.parents(r);
    if (parents.size() == 0) children[r] = place == kBase;
    for (std::uint32_t parent : parents) {
      if (parent == place) children[r] = true;
    }
  }
  return children;
}

// A single base without a label leaves nothing to choose, and then nobody asks what X is in `X@base`, not
// even when no branch has that name. Alembic does so, and the conformance cases hold it.
bool BranchOfBaseIsIdle(const Table& table) {
  const Revisions bases = ListOf(ChildrenOf(table, kBase));
  if (bases.size() != 1) return false;
  for (std::uint32_t l = 0; l < table.label_count; ++l) {
    if (table.labels[l].revision == bases[0]) return false;
  }
  return true;
}

// The row that a count goes down from: the one on the branch. Without a row there it is what is applied on
// the branch and has nothing applied above it on its own line.
bool FindStart(const Table& table, const Revisions& rows, const Target& target, std::uint32_t* start,
               Status* status) {
  Revisions starts = OnBranch(target.branch, rows);
  if (starts.empty()) {
    starts = OnBranch(target.branch, ListOf(Tips(table, Along::kParents, AppliedBy(table, rows))));
  }
  if (starts.empty()) {
    return Fail(status, StatusCode::kInvalidTarget,
                "'%' has nothing to go down from: nothing there is applied", {target.identifier.text});
  }
  if (starts.size() > 1) {
    return Fail(
        status, StatusCode::kInvalidTarget,
        "'%' is ambiguous: the database is at %; name a branch, as in 'LABEL@-1', or the revision to go to",
        {target.identifier.text, ListIds(table, starts)});
  }
  *start = starts[0];
  return true;
}

// Where to go: a revision, or kBase.
bool FindDestination(const Table& table, const Revisions& rows, Target* target, std::uint32_t* destination,
                     Status* status) {
  if (!target->IsCount()) {
    // A branch chooses among the children of a revision that may itself lie below another branch.
    const Membership membership =
        target->identifier.steps == 0 ? Membership::kIgnored : Membership::kRequired;
    return FindOne(table, rows, *target, membership, destination, status);
  }
  if (target->identifier.steps > 0) {
    return Fail(status, StatusCode::kInvalidTarget,
                "a downgrade cannot go up by '%'; write '-N', or ask for an upgrade",
                {target->identifier.text});
  }
  std::uint32_t start = kBase;
  if (!FindStart(table, rows, *target, &start, status)) return false;
  // A count undoes its own line only, not what forks from the same place.
  if (!target->branch.named() && !FindBranch(table, table.id(start), &target->branch, status)) return false;
  return Walk(table, target->identifier, target->branch, start, destination, status);
}

// The revisions right above the destination, on the branch where there are several.
bool FindFirstUndone(const Table& table, const Target& target, std::uint32_t destination, RevisionSet* first,
                     Status* status) {
  *first = ChildrenOf(table, destination);
  if (!target.branch.named() || ListOf(*first).size() < 2) return true;
  *first = Common(*first, WithAncestors(table, Along::kParents, SetOf(table, {target.branch.revision})));
  if (!ListOf(*first).empty()) return true;
  return Fail(status, StatusCode::kInvalidTarget,
              "branch '%' does not go on above '%'; name a branch that does",
              {target.branch.name, target.identifier.text});
}

}  // namespace

// What was built on the destination, directly or by any number of parents and dependencies, and is applied.
Status PlanDowngrade(const Table& table, const Revisions& rows, std::string_view target, Revisions* steps) {
  Status status;
  steps->clear();
  Target parsed;
  if (!ParseIdentifier(target, &parsed.identifier, &status)) return status;
  const bool to_base = parsed.identifier.symbol == "base" && parsed.identifier.steps == 0;
  if (to_base && BranchOfBaseIsIdle(table)) target = "base";
  if (!ParseTarget(table, target, &parsed, &status)) return status;
  std::uint32_t destination = kBase;
  if (!FindDestination(table, rows, &parsed, &destination, &status)) return status;
  RevisionSet undone;
  if (!FindFirstUndone(table, parsed, destination, &undone, &status)) return status;
  undone = WithDescendants(table, Along::kPrerequisites, undone);
  *steps = ListOf(Common(undone, AppliedBy(table, rows)));
  std::reverse(steps->begin(), steps->end());
  if (!steps->empty() || destination == kBase || Contains(rows, destination)) return status;
  Fail(&status, StatusCode::kInvalidTarget,
       "'%' is not below what is applied, so there is nothing to undo; the database is at %",
       {target, rows.empty() ? "the base" : ListIds(table, rows)});
  return status;
}

}  // namespace instar
