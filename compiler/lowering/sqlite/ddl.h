// Tables, indexes and views as SQLite's SQL. Everything is written by its present name; the catalog gives the
// names of parents and the values of enum types.
//
// A check on one column and a foreign key of one column stand with their column, all others at the end of the
// table: SQLite drops a column only when no constraint at the end mentions it.
#ifndef INSTAR_COMPILER_LOWERING_SQLITE_DDL_H_
#define INSTAR_COMPILER_LOWERING_SQLITE_DDL_H_

#include <string>
#include <string_view>
#include <vector>

#include "compiler/schema/catalog.h"
#include "compiler/schema/objects.h"

namespace instar::compiler::sqlite {

// The name in CREATE TABLE: as written where its affinity is that of the portable type, else SQLite's own;
// empty for a column without a type.
std::string TypeName(const Column& column, const Table& table);
// The type name that stands for an affinity, also in CAST.
std::string_view AffinityName(Affinity affinity);
// The affinity that the column has then.
Affinity StoredAffinity(const Column& column, const Table& table);
// INTEGER PRIMARY KEY: the column is another name of the rowid, and no value of its own is stored.
bool IsRowidAlias(const Column& column, const Table& table);

// Names of columns are those of `table`; a qualification by the table's own name is left out.
std::string ExpressionText(const Expression& expression, const Table& table);
// What follows DEFAULT.
std::string DefaultText(const Column& column, const Table& table);

// The values of the column's enum type; empty when it is of no such type.
std::vector<std::string> EnumValues(const Column& column, const Catalog& catalog);

// Null when it stands at the end of the table.
const Column* OwnColumn(const Check& check, const Table& table);

// CHECK (...), with its name.
std::string CheckText(const Check& check, const Table& table);

// A column with the constraints that stand with it, as in CREATE TABLE and ADD COLUMN.
std::string ColumnText(const Column& column, const Table& table, const Catalog& catalog);
// What follows the table's name in CREATE TABLE.
std::string TableDefinition(const Table& table, const Catalog& catalog);

std::string CreateTable(const Table& table, const Catalog& catalog);
std::string CreateIndex(const Index& index, const Table& table);
std::string CreateView(const View& view);

}  // namespace instar::compiler::sqlite

#endif  // INSTAR_COMPILER_LOWERING_SQLITE_DDL_H_
