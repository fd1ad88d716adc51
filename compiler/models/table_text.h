// A new table, as a person would write it. Internal to this folder.
#ifndef INSTAR_COMPILER_MODELS_TABLE_TEXT_H_
#define INSTAR_COMPILER_MODELS_TABLE_TEXT_H_

#include <set>
#include <string>

#include "compiler/schema/catalog.h"
#include "compiler/schema/objects.h"

namespace instar::compiler {

// CREATE TABLE with all but its indexes and the foreign keys in `without`. A key or check of one column that
// has no name stands with its column.
std::string NewTableText(const Table& table, const Catalog& catalog, const std::set<ObjectId>& without);

// A column with the checks and foreign keys of its own that `with` names, for ADD COLUMN.
std::string NewColumnText(const Table& table, const Column& column, const Catalog& catalog,
                          const std::set<ObjectId>& with);

// Null when it is not about this one column alone.
const Column* OnlyColumn(const Table& table, const Unique& unique);
const Column* OnlyColumn(const Table& table, const Check& check);
const Column* OnlyColumn(const Table& table, const ForeignKey& key);

// The column that it is written beside; null: it has a name or more columns, or is the second one of its kind
// there, and stands on its own.
const Column* BesideColumn(const Table& table, const PrimaryKey& key);
const Column* BesideColumn(const Table& table, const Unique& unique);
const Column* BesideColumn(const Table& table, const Check& check);
const Column* BesideColumn(const Table& table, const ForeignKey& key);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_TABLE_TEXT_H_
