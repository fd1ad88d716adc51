// One revision, replayed alone: up, down and up again, in a database that holds only what it can meet.
#ifndef INSTAR_COMPILER_REPLAY_REVISION_REPLAY_H_
#define INSTAR_COMPILER_REPLAY_REVISION_REPLAY_H_

#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/replay/left_rows.h"
#include "compiler/replay/revision_context.h"
#include "compiler/schema/row_risk.h"

namespace instar::compiler {

// First with nothing but what earlier revisions left (`rows`, which becomes what this one leaves), then with
// awkward rows beside. After each way the catalog must equal the compiler's schema, rows that no statement
// speaks of must be what they were, and SQLite's own checks must be clean. `risks` are this revision's. True
// when all of it held.
bool ReplayRevision(const RevisionContext& context, const std::vector<RowRisk>& risks, LeftRows* rows,
                    Diagnostics* diagnostics);

// Only brings `rows` up to date: for a revision that was proven before.
void CarryRows(const RevisionContext& context, LeftRows* rows);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_REVISION_REPLAY_H_
