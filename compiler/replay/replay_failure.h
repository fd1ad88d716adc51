// What a failed replay says, and where.
#ifndef INSTAR_COMPILER_REPLAY_REPLAY_FAILURE_H_
#define INSTAR_COMPILER_REPLAY_REPLAY_FAILURE_H_

#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/replay/revision_context.h"
#include "compiler/replay/scratch_database.h"
#include "compiler/schema/row_risk.h"
#include "instar/report.h"

namespace instar::compiler {

// The statement that failed; the revision's name when it was none.
SourceRange PlaceOf(const RevisionContext& context, const Failure& failure);

// SQLite's words at the statement. `database` says what it was run on, `rows` is RowsText() or empty.
void ReportFailure(const RevisionContext& context, const instar::Report& report, const std::string& database,
                   const std::string& rows, Diagnostics* diagnostics);

// The risk of the failing statement; of a rebuild, which joins several, the one that explains best what
// SQLite says. Null when nobody saw it coming.
const RowRisk* RiskOf(const RevisionContext& context, const Failure& failure,
                      const std::vector<RowRisk>& risks);

// "; rows of 't': (1, NULL, '007'), (2, NULL, '1e3')": what a person needs to see why a statement failed on
// rows. Of the tables that the revision itself names, as they are before it.
std::string RowsText(const RevisionContext& context, ScratchDatabase& database);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_REPLAY_FAILURE_H_
