// What SQLite's own ALTER TABLE can do, also where the table holds rows.
#ifndef INSTAR_COMPILER_LOWERING_SQLITE_NATIVE_H_
#define INSTAR_COMPILER_LOWERING_SQLITE_NATIVE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/schema/catalog.h"
#include "compiler/schema/table_difference.h"

namespace instar::compiler::sqlite {

struct TableChange {
  TablePointer before;
  TablePointer after;
  Catalog catalog_before;
  Catalog catalog_after;
  TableDifference difference;
};

// The statements that make the change in an SQLite of that version; nothing when the table must be rebuilt.
std::optional<std::vector<std::string>> NativeStatements(const TableChange& change,
                                                         std::uint32_t minimum_version);

// Of the new table: its indexes, and the triggers that raw SQL made on it before.
std::vector<std::string> CreateStatements(const Table& table, const Catalog& catalog);

std::string DropIndex(const Index& index);
// What the table has after and had not before, or had in another form or by another name.
std::vector<const Index*> NewIndexes(const Table& after, const TableDifference& difference);

}  // namespace instar::compiler::sqlite

#endif  // INSTAR_COMPILER_LOWERING_SQLITE_NATIVE_H_
