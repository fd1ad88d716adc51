// What each revision means for older programs.
#ifndef INSTAR_COMPILER_SCHEMA_COMPATIBILITY_H_
#define INSTAR_COMPILER_SCHEMA_COMPATIBILITY_H_

#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/schema/revision_compatibility.h"
#include "compiler/schema/schema.h"
#include "compiler/source/source.h"
#include "instar/table.h"

namespace instar::compiler {

// One per revision. A declared `breaking` or `compatible` is trusted; where what the revision does shows that
// `compatible` is false, that is an error (not-compatible).
std::vector<RevisionCompatibility> JudgeCompatibility(const SourceSet& sources, const Chain& chain,
                                                      const std::vector<RevisionSchema>& schemas,
                                                      const SchemaOptions& options, Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_COMPATIBILITY_H_
