// What the rebuilds of an upgrade cost.
#ifndef INSTAR_COMPILER_LOWERING_SQLITE_REBUILD_COST_H_
#define INSTAR_COMPILER_LOWERING_SQLITE_REBUILD_COST_H_

#include <cstdint>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/lowering/steps.h"
#include "compiler/schema/schema.h"

namespace instar::compiler::sqlite {

// Reports `rebuild-cost` where rows are copied, unless it is allowed or the table is made in this revision.
void ReportRebuildCost(const RevisionSchema& schema, std::uint32_t revision,
                       const std::vector<LoweredStep>& steps, Diagnostics* diagnostics);

}  // namespace instar::compiler::sqlite

#endif  // INSTAR_COMPILER_LOWERING_SQLITE_REBUILD_COST_H_
