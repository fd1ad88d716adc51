// The parts of one table as the language writes them.
#ifndef INSTAR_COMPILER_SCHEMA_TABLE_PRINTER_H_
#define INSTAR_COMPILER_SCHEMA_TABLE_PRINTER_H_

#include <string>
#include <string_view>
#include <vector>

#include "compiler/schema/catalog.h"
#include "compiler/schema/objects.h"

namespace instar::compiler {

// A name as it was written; a text in quotes, those in it doubled.
std::string PrintName(const Identifier& name);
std::string PrintInQuotes(std::string_view text, char quote);

// By present names. Both must outlive this.
class TablePrinter {
 public:
  // `catalog` gives parents and enum types.
  TablePrinter(const Catalog& catalog, const Table& table) : catalog_(catalog), table_(table) {}

  // " strict, without rowid", or nothing.
  std::string Options() const;
  // With its name, as in ADD COLUMN; keys and checks stand on their own.
  std::string Column(const compiler::Column& column) const;
  std::string ColumnType(const Type& type) const;
  // What follows DEFAULT.
  std::string Default(const compiler::Column& column) const;
  // As elements of the table, with their names.
  std::string PrimaryKey(const compiler::PrimaryKey& key) const;
  std::string Unique(const compiler::Unique& unique) const;
  std::string Check(const compiler::Check& check) const;
  std::string ForeignKey(const compiler::ForeignKey& key) const;
  // "references t (a) on delete cascade"
  std::string References(const compiler::ForeignKey& key) const;
  // "create index ..."
  std::string Index(const compiler::Index& index) const;
  // "(a, b desc) where a > 0"
  std::string IndexTerms(const compiler::Index& index) const;

 private:
  std::string NameOf(ObjectId id) const;
  std::string Key(const std::vector<KeyColumn>& columns) const;
  std::string Parent(const compiler::ForeignKey& key) const;

  const Catalog& catalog_;
  const Table& table_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_TABLE_PRINTER_H_
