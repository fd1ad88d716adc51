// Warnings about what a revision leaves. The schema at its end decides: an index that comes two statements
// later comes early enough.
#ifndef INSTAR_COMPILER_SCHEMA_LINTS_ADVICE_H_
#define INSTAR_COMPILER_SCHEMA_LINTS_ADVICE_H_

#include "absl/container/flat_hash_set.h"
#include "compiler/schema/lints/lint_context.h"
#include "compiler/schema/lints/touched_tables.h"

namespace instar::compiler {

// required-column, decimal-affinity. `refused`: columns about which add-not-null has said more.
void LintColumns(const LintContext& context, const TouchedTable& table,
                 const absl::flat_hash_set<ObjectId>& refused);
void LintPrimaryKey(const LintContext& context, const TouchedTable& table);
void LintForeignKeyIndexes(const LintContext& context, const TouchedTable& table);
void LintRedundantIndexes(const LintContext& context, const TouchedTable& table);
void LintReservedWords(const LintContext& context, const TouchedTable& table);
// Views and enum types.
void LintReservedWord(const LintContext& context, const Operation& operation);

// `if [not] exists`, wherever it stands in `upgrade`.
void LintMaskedDrift(const LintContext& context);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_LINTS_ADVICE_H_
