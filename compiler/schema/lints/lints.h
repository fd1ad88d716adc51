// What is allowed by the rules and yet most likely a mistake (DESIGN 4.6): rows that are lost, operations
// that may fail on rows, and advice.
#ifndef INSTAR_COMPILER_SCHEMA_LINTS_LINTS_H_
#define INSTAR_COMPILER_SCHEMA_LINTS_LINTS_H_

#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/chain/releases.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/schema/row_risk.h"
#include "compiler/schema/schema.h"
#include "compiler/source/source.h"
#include "instar/table.h"

namespace instar::compiler {

struct LintOptions {
  std::vector<Dialect> dialects = {Dialect::kSqlite};
  // Without a lock, empty, every earlier revision counts as released.
  Releases releases = {};
};

// Reads the `upgrade` of every revision without errors. All that may fail on rows is returned, in the order
// of the operations: what is neither accepted nor undecided has been reported. Warnings are reported whether
// they were asked for or not. Time is linear in the sizes of the operations' tables but for logarithms.
std::vector<RowRisk> Lint(const SourceSet& sources, const Chain& chain,
                          const std::vector<RevisionSchema>& schemas, const LintOptions& options,
                          Diagnostics* diagnostics);

// What is wrong with the names in `allow`, and which nothing needed. To be called once every phase that may
// ask whether something is allowed has run.
void ReportAllows(const std::vector<RevisionSchema>& schemas, Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_LINTS_LINTS_H_
