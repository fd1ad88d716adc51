// Whether what a revision makes can be used.
#ifndef INSTAR_COMPILER_REPLAY_USE_CHECK_H_
#define INSTAR_COMPILER_REPLAY_USE_CHECK_H_

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/replay/revision_context.h"
#include "compiler/replay/scratch_database.h"

namespace instar::compiler {

// SQLite takes a view or a trigger over what does not exist, and a default that calls what is no function; it
// looks at them when a program reads the view, writes to the table or leaves the column out. So that is tried
// here, after the upgrade.
// Reports the first that does not work.
bool CheckUse(const RevisionContext& context, ScratchDatabase& database, Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_USE_CHECK_H_
