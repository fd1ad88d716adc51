// The way back (DESIGN 3 Blocks, 4.3).
#ifndef INSTAR_COMPILER_SCHEMA_DOWNGRADE_H_
#define INSTAR_COMPILER_SCHEMA_DOWNGRADE_H_

#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/schema/catalog.h"
#include "compiler/schema/operation.h"
#include "compiler/schema/schema.h"

namespace instar::compiler {

// Whether the downgrade is what the file says it is. To be called for every revision without errors, whatever
// its downgrade, when its `upgrade` is known and before anything is derived. Reports `downgrade-not-written`
// (something in `upgrade` is not undone by a derived downgrade and none is written) and `no-inverse` (an
// operation has no exact inverse). In a written block with `auto;` what has no inverse is left to what is
// written around it: CheckRestores looks at the outcome.
bool CheckDerivable(const Revision& revision, const RevisionSchema& schema, Diagnostics* diagnostics);

// The derived part: the inverse of the schema operations of `schema.upgrade`, last one first, from `state` on
// (`schema.after`, or what the statements before `auto;` have made of it). What raw blocks made is left as it
// is, and so is what `state` shows to be undone already. Appends to `downgrade` and returns the schema that
// is left.
Catalog DeriveDowngrade(const RevisionSchema& schema, const Catalog& state,
                        std::vector<Operation>* downgrade);

// Whether `schema.downgrade` leads back to `schema.before`; else `downgrade-does-not-restore` at the word
// `downgrade`. To be called once the downgrade is known, whether written or derived; not for an irreversible
// revision. Costs what upgrade and downgrade touch.
bool CheckRestores(const Revision& revision, const RevisionSchema& schema, Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_DOWNGRADE_H_
