// A new table, as a person would write it. Internal to this folder.
#ifndef INSTAR_COMPILER_MODELS_TABLE_TEXT_H_
#define INSTAR_COMPILER_MODELS_TABLE_TEXT_H_

#include <set>
#include <string>
#include <vector>

#include "compiler/schema/catalog.h"
#include "compiler/schema/objects.h"

namespace instar::compiler {

// CREATE TABLE with all but its indexes and the foreign keys in `without`. A key or check of one column that
// has no name stands with its column.
std::string NewTableText(const Table& table, const Catalog& catalog, const std::set<ObjectId>& without);

// A column with checks and foreign keys of its own, for ADD COLUMN.
std::string NewColumnText(const Table& table, const Column& column, const Catalog& catalog,
                          const std::vector<const Check*>& checks,
                          const std::vector<const ForeignKey*>& keys);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_TABLE_TEXT_H_
