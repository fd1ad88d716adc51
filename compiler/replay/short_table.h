// Tables whose last columns came later than some of their rows.
#ifndef INSTAR_COMPILER_REPLAY_SHORT_TABLE_H_
#define INSTAR_COMPILER_REPLAY_SHORT_TABLE_H_

#include <string>
#include <vector>

#include "compiler/schema/catalog.h"

namespace instar::compiler {

// SQLite does not touch rows when a column is added: they go on without it, and it reads the column's default
// from the schema. Most tables in production hold such rows, and none that was made in one go does.
struct ShortTable {
  TablePointer table;                  // without the columns that can have come later, maybe with all
  std::vector<std::string> additions;  // the ALTER TABLEs that bring them back
};

ShortTable Shortened(const TablePointer& table, const Catalog& catalog);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_SHORT_TABLE_H_
