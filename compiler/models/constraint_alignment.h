// Keys, checks and indexes of one table, brought together with head's. Internal to this folder.
#ifndef INSTAR_COMPILER_MODELS_CONSTRAINT_ALIGNMENT_H_
#define INSTAR_COMPILER_MODELS_CONSTRAINT_ALIGNMENT_H_

#include <set>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "compiler/schema/catalog.h"
#include "compiler/schema/objects.h"

namespace instar::compiler {

using IdMap = absl::flat_hash_map<ObjectId, ObjectId>;

struct ConstraintAlignment {
  const Table& before;  // at head, under the models' names
  const Catalog& head;
  const Table& model;
  const Catalog& models;
  const IdMap& id_of;
  const std::set<std::string>& open_index_names;
  ObjectId* next_id;
};

// The same over the columns of the other schema.
Expression Remapped(Expression expression, const IdMap& id_of);

// Sets the constraints and indexes of `table`, whose columns are known.
void AlignConstraints(const ConstraintAlignment& context, Table* table);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_CONSTRAINT_ALIGNMENT_H_
