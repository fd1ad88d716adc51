// A table made anew with its rows: one step, whatever changed.
#ifndef INSTAR_COMPILER_LOWERING_SQLITE_REBUILD_H_
#define INSTAR_COMPILER_LOWERING_SQLITE_REBUILD_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "compiler/lowering/steps.h"
#include "compiler/schema/catalog.h"
#include "compiler/schema/objects.h"

namespace instar::compiler::sqlite {

// From the table as it stands in the database to the table wanted. Both have one name: a table is renamed
// before it is rebuilt.
struct TableRebuild {
  TablePointer before;  // columns in the order of the database
  Catalog catalog_before;
  TablePointer after;
  Catalog catalog_after;
  // `using`, by column; the columns named in it are those of the table before.
  std::map<ObjectId, Expression> conversions;
  // Columns that came in between, as they came: their default then fills the rows, whatever it is now.
  std::map<ObjectId, Column> added;
  // Old and new values of enum types, by the type's key, in the order of renaming.
  std::map<std::string, std::vector<std::pair<std::string, std::string>>> renamed_values;
};

// The text of a step of the kind kRebuild.
std::string RebuildText(const TableRebuild& rebuild);

// What a step does, as statements: those of a rebuild in the usual order.
std::vector<std::string> StatementsOf(const LoweredStep& step);

}  // namespace instar::compiler::sqlite

#endif  // INSTAR_COMPILER_LOWERING_SQLITE_REBUILD_H_
