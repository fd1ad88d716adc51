// The schema at head and the schema that the models ask for, brought together: what is the same in both gets
// the same id, so that their difference is one of values (schema/table_difference.h).
#ifndef INSTAR_COMPILER_MODELS_ALIGNMENT_H_
#define INSTAR_COMPILER_MODELS_ALIGNMENT_H_

#include <map>
#include <string>
#include <vector>

#include "compiler/models/model_catalog.h"
#include "compiler/schema/catalog.h"
#include "compiler/schema/objects.h"

namespace instar::compiler {

// In an order in which they can be done.
struct TableRename {
  ObjectId table = kNoObject;
  Identifier from;
  Identifier to;
};
struct ColumnRename {
  ObjectId table = kNoObject;
  ObjectId column = kNoObject;
  Identifier from;
  Identifier to;
};

struct Alignment {
  std::vector<TableRename> table_renames;
  std::vector<ColumnRename> column_renames;
  // Head after these.
  Catalog renamed;
  // What head must become. Of a table that the models have, places are those of the models' migration. A name
  // that nobody chose, a type that C++ leaves open and the like are as head has them. What is no table or
  // type of the models' (views, triggers, tables without a struct) is as at head.
  Catalog target;
  // By the table's id in `target`.
  std::map<ObjectId, const WantedTable*> wanted;
  // At head without a struct, and not led to by a struct's foreign key.
  std::vector<ObjectId> without_struct;
};

// The models are without errors. `n log n` in the sizes of both.
Alignment Align(const Catalog& head, const ModelCatalog& models);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_ALIGNMENT_H_
