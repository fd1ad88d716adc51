// The operations of one revision in one direction, as steps.
#ifndef INSTAR_COMPILER_LOWERING_SQLITE_BLOCK_LOWERING_H_
#define INSTAR_COMPILER_LOWERING_SQLITE_BLOCK_LOWERING_H_

#include <cstdint>
#include <vector>

#include "compiler/lowering/steps.h"
#include "compiler/schema/operation.h"
#include "compiler/source/source.h"

namespace instar::compiler::sqlite {

std::vector<LoweredStep> LowerBlock(const SourceSet& sources, const std::vector<Operation>& operations,
                                    std::uint32_t minimum_version);

}  // namespace instar::compiler::sqlite

#endif  // INSTAR_COMPILER_LOWERING_SQLITE_BLOCK_LOWERING_H_
