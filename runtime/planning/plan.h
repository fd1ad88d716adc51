// Which revisions to run, and in which order: the laws of the revision graph, for the shipped runtime, the
// compiler and the command alike. Every function is linear in the length of the history and none recurses.
//
// `rows` are the revisions in the database's version table: the maximal elements, under parents and
// dependencies together, of what is applied.
#ifndef INSTAR_RUNTIME_PLANNING_PLAN_H_
#define INSTAR_RUNTIME_PLANNING_PLAN_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "instar/status.h"
#include "instar/table.h"

namespace instar {

using Revisions = std::vector<std::uint32_t>;
// One entry per revision, not 0 for members. Bytes: packed bits make twice the code.
using RevisionSet = std::vector<char>;

// The revisions that an identifier names (DESIGN 7): a full id, a unique prefix of 4 characters or more, a
// label, `head`, `heads`, `base` (none), `current` (the rows), ID+N, ID-N, BRANCH@X... `+N` counts up from
// the rows, `-N` down from every head.
Status FindRevisions(const Table& table, const Revisions& rows, std::string_view identifier,
                     Revisions* found);

// What to apply, in the order of application; empty when all of it is applied.
Status PlanUpgrade(const Table& table, const Revisions& rows, std::string_view target, Revisions* steps);

// What to undo, in the order of undoing. The target itself stays.
Status PlanDowngrade(const Table& table, const Revisions& rows, std::string_view target, Revisions* steps);

// The rows after stamping the targets, in the order of application. They are what was asked for, not reduced:
// stamping a revision and one above it gives both, and RowsOf(AppliedBy(rows)) leaves the maximal ones.
Status PlanStamp(const Table& table, const Revisions& rows, const std::vector<std::string_view>& targets,
                 Revisions* new_rows);

// The revisions from `older` to `newer`, newest first. An empty identifier leaves that end open.
Status PlanHistory(const Table& table, const Revisions& rows, std::string_view older, std::string_view newer,
                   Revisions* revisions);

// The rows of a database that has exactly `applied` revisions; likewise after one more is applied or undone.
Revisions RowsOf(const Table& table, const RevisionSet& applied);
// All revisions that rows imply: themselves and their ancestors by parents and dependencies.
RevisionSet AppliedBy(const Table& table, const Revisions& rows);

// The index of an exact id, or -1.
std::int64_t FindId(const Table& table, std::string_view id);

}  // namespace instar

#endif  // INSTAR_RUNTIME_PLANNING_PLAN_H_
