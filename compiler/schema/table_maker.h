// Columns and constraints, as written, become parts of a table.
#ifndef INSTAR_COMPILER_SCHEMA_TABLE_MAKER_H_
#define INSTAR_COMPILER_SCHEMA_TABLE_MAKER_H_

#include <optional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "compiler/schema/expressions.h"
#include "compiler/schema/objects.h"
#include "compiler/schema/scope.h"
#include "compiler/syntax/sql_tree.h"

namespace instar::compiler {

// Adds to a table under construction. What a definition mentions may stand behind it, so the names of all
// columns come first and foreign keys, which may lead to the table itself, last.
class TableMaker {
 public:
  TableMaker(Scope* scope, Table* table) : scope_(*scope), table_(*table) {}

  void Add(const std::vector<sql::ColumnDefinition>& columns,
           const std::vector<sql::Constraint>& constraints);

 private:
  using Definition = std::pair<const sql::ColumnDefinition*, ObjectId>;

  void AddColumn(const sql::ColumnDefinition& definition);
  void AddSimpleConstraint(const sql::Constraint& constraint, Column* column);
  // Of a column when `self` is set: `primary key` without columns is its own.
  void AddConstraint(const sql::Constraint& constraint, ObjectId self);
  void AddDefault(const sql::Constraint& constraint, ObjectId column);
  void AddGenerated(const sql::Constraint& constraint, ObjectId column);
  void AddPrimaryKey(const sql::Constraint& constraint, ObjectId self);
  void AddUnique(const sql::Constraint& constraint, ObjectId self);
  void AddCheck(const sql::Constraint& constraint);
  void AddForeignKey(const sql::Constraint& constraint, ObjectId self);

  std::optional<std::vector<KeyColumn>> KeyColumns(const sql::Constraint& constraint, ObjectId self);
  std::optional<Identifier> TakeName(const sql::Constraint& constraint);
  Column* Find(ObjectId id);

  Scope& scope_;
  Table& table_;
  std::optional<ColumnNames> names_;
  // Of the whole table, once one is asked for.
  absl::flat_hash_map<std::string, Origin> constraint_names_;
  bool knows_constraints_ = false;
};

// The default as it is in the schema; checked against the column's type, and against NOT NULL.
void SetDefault(Scope* scope, const Table& table, const sql::Constraint& constraint, Column* column);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_TABLE_MAKER_H_
