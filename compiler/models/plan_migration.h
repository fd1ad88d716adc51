// From the schema at head to that of the models, as statements.
#ifndef INSTAR_COMPILER_MODELS_PLAN_MIGRATION_H_
#define INSTAR_COMPILER_MODELS_PLAN_MIGRATION_H_

#include <set>
#include <string>
#include <vector>

#include "compiler/models/alignment.h"
#include "compiler/models/model_set.h"
#include "compiler/schema/objects.h"

namespace instar::compiler {

struct PlannedStatement {
  // Of an ALTER TABLE, of which `sql` is one action: the table, as written; empty: a whole statement.
  std::string table;
  std::string sql;
  // What a person must write here instead of a statement; empty: nothing.
  std::string todo;
  bool fills = false;  // what is to be written is an `update`
  // Whose rows may be in the way, or are lost: of `add column`, `set not null`, `drop column`.
  ObjectId table_id = kNoObject;
  ObjectId column = kNoObject;
  bool drops_column = false;
};

struct PlanOptions {
  // Columns that become NOT NULL, and whose rows somebody must fill first.
  std::set<ObjectId> fill_first;
  bool drop_tables = true;  // those without a struct
};

// In an order in which each finds what it needs: types; renames; what stands in the way (foreign keys,
// indexes) goes; new tables, parents first; columns and keys; indexes; foreign keys that had to wait; and at
// last what is dropped, so that there is a place to save its values.
std::vector<PlannedStatement> PlanMigration(const ModelSet& models, const Alignment& alignment,
                                            const PlanOptions& options);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_PLAN_MIGRATION_H_
