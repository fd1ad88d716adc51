// What may not stand beside a rebuild.
#ifndef INSTAR_COMPILER_LOWERING_SQLITE_DATA_BESIDE_REBUILD_H_
#define INSTAR_COMPILER_LOWERING_SQLITE_DATA_BESIDE_REBUILD_H_

#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/lowering/steps.h"
#include "compiler/schema/operation.h"
#include "compiler/source/source.h"

namespace instar::compiler::sqlite {

// Whether what the operation does depends on foreign keys being enforced.
bool NeedsForeignKeys(const SourceSet& sources, const Operation& operation);

// Whether the raw statement changes rows of an SQLite database.
bool IsRawData(const SourceSet& sources, const Operation& operation);

// A rebuild needs foreign keys off, for all of its revision: then no row is deleted or updated that others
// reference, and nobody would see it. So does the dropping of some tables. Says nothing where neither is
// done, nor of a rebuild without a transaction, which is an error of its own.
void CheckDataBesideRebuild(const SourceSet& sources, const std::vector<Operation>& operations,
                            const std::vector<LoweredStep>& steps, bool untransacted,
                            Diagnostics* diagnostics);

}  // namespace instar::compiler::sqlite

#endif  // INSTAR_COMPILER_LOWERING_SQLITE_DATA_BESIDE_REBUILD_H_
