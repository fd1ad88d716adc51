// May a program that does not know a revision go on using a database that has it?
#ifndef INSTAR_COMPILER_SCHEMA_COMPATIBILITY_H_
#define INSTAR_COMPILER_SCHEMA_COMPATIBILITY_H_

#include <string>
#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/schema/schema.h"
#include "compiler/source/source.h"
#include "instar/table.h"

namespace instar::compiler {

struct RevisionCompatibility {
  bool compatible = false;
  // Why: what the author declared, or else what speaks against it. Empty when it only adds.
  std::string reason;
};

// One per revision. A declared `breaking` or `compatible` is trusted; where what the revision does shows that
// `compatible` is false, that is an error (not-compatible).
std::vector<RevisionCompatibility> JudgeCompatibility(const SourceSet& sources, const Chain& chain,
                                                      const std::vector<RevisionSchema>& schemas,
                                                      const SchemaOptions& options, Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_COMPATIBILITY_H_
