// Who stands above and below whom. A table is in topological order, so each answer is one sweep over it:
// backward for ancestors, forward for descendants.
#ifndef INSTAR_RUNTIME_PLANNING_REACHABILITY_H_
#define INSTAR_RUNTIME_PLANNING_REACHABILITY_H_

#include <cstdint>
#include <vector>

#include "instar/table.h"
#include "runtime/planning/plan.h"

namespace instar {

// Which links count: branches and lines are made by parents alone, what must be applied by both.
enum class Along { kParents, kPrerequisites };

IndexRange LinksOf(const Table& table, Along along, std::uint32_t revision);

RevisionSet SetOf(const Table& table, const Revisions& revisions);
// In the order of application.
Revisions ListOf(const RevisionSet& set);
bool Contains(const Revisions& revisions, std::uint32_t revision);

// The set and all above it, or all below it.
RevisionSet WithAncestors(const Table& table, Along along, RevisionSet set);
RevisionSet WithDescendants(const Table& table, Along along, RevisionSet set);
// The set, all above it and all below it.
RevisionSet WithLineage(const Table& table, Along along, const RevisionSet& set);

RevisionSet Common(const RevisionSet& a, const RevisionSet& b);

// The members that no other member links to.
RevisionSet Tips(const Table& table, Along along, const RevisionSet& set);
// The tips of the whole history. By parents they are its heads, as people count them; those that nothing
// depends on either are the rows of a database at head.
RevisionSet Heads(const Table& table, Along along);

}  // namespace instar

#endif  // INSTAR_RUNTIME_PLANNING_REACHABILITY_H_
