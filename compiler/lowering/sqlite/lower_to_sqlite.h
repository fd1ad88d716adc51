// Revisions as SQLite will run them.
#ifndef INSTAR_COMPILER_LOWERING_SQLITE_LOWER_TO_SQLITE_H_
#define INSTAR_COMPILER_LOWERING_SQLITE_LOWER_TO_SQLITE_H_

#include <cstdint>
#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/lowering/steps.h"
#include "compiler/schema/schema.h"
#include "compiler/source/source.h"

namespace instar::compiler {

struct SqliteLoweringOptions {
  std::uint32_t minimum_version = 3037000;  // SQLite's own number: 3.37.0
};

// Both directions of every revision, which are lists of operations alike. What SQLite's ALTER TABLE can do by
// itself is left to it; all other changes of a table join into one rebuild. Data statements travel as
// written, but for comments and space: those are folded to single spaces, so that saving a comment changes no
// byte of the table. Raw statements travel byte for byte, CRLF read as LF.
//
// Reports what may not stand beside a rebuild, which runs with foreign keys off (data-beside-rebuild), what a
// rebuild costs (rebuild-cost), and what needs a transaction where there is none (transaction-needed).
// A revision with errors has no steps.
LoweredDialect LowerToSqlite(const SourceSet& sources, const Chain& chain,
                             const std::vector<RevisionSchema>& schemas, const SqliteLoweringOptions& options,
                             Diagnostics* diagnostics);

// As the statements stand, nothing understood.
LoweredDialect LowerToSqlite(const SourceSet& sources, const Chain& chain, std::uint32_t minimum_version);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_LOWERING_SQLITE_LOWER_TO_SQLITE_H_
