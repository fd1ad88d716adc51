// The schema of a database that has every revision.
#ifndef INSTAR_COMPILER_SCHEMA_HEADS_H_
#define INSTAR_COMPILER_SCHEMA_HEADS_H_

#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/schema/catalog.h"
#include "compiler/schema/schema.h"

namespace instar::compiler {

// Of several heads: what all of them together leave, which is the same in whatever order a database met them
// (DESIGN 4.2). `schemas` are those of the chain, without errors. Linear in the history.
Catalog SchemaAtHeads(const Chain& chain, const std::vector<RevisionSchema>& schemas);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_HEADS_H_
