// What every revision does to the schema, and every rule about that (DESIGN 4.2, 4.3).
#ifndef INSTAR_COMPILER_SCHEMA_SCHEMA_H_
#define INSTAR_COMPILER_SCHEMA_SCHEMA_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/schema/allows.h"
#include "compiler/schema/catalog.h"
#include "compiler/schema/operation.h"
#include "compiler/source/source.h"
#include "instar/table.h"

namespace instar::compiler {

struct RevisionSchema {
  Catalog before;  // what the revision's parents and dependencies, all together, leave
  Catalog after;
  std::vector<Operation> upgrade;
  std::vector<Operation> downgrade;  // written, derived, or both; empty when irreversible
  bool downgrade_derived = false;    // some of it
  // A statement could not be understood or broke a rule: later phases leave the revision out.
  bool has_errors = false;
  // What its `allow`s accept, and which of them were needed so far. Never null.
  std::shared_ptr<Allows> allows;
};

struct SchemaOptions {
  std::vector<Dialect> dialects = {Dialect::kSqlite};
  std::uint32_t sqlite_min_version = 3037000;  // SQLite's own number: 3.37.0
};

// One per revision, in the chain's order. Reports what is wrong at the place where it is wrong, with notes at
// the earlier definitions. Time is linear in the history but for logarithms.
std::vector<RevisionSchema> BuildSchemas(const SourceSet& sources, const Chain& chain,
                                         const SchemaOptions& options, Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_SCHEMA_H_
