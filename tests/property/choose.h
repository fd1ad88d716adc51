// Random parts of edits: names, types, values, expressions, columns, constraints.
#ifndef INSTAR_TESTS_PROPERTY_CHOOSE_H_
#define INSTAR_TESTS_PROPERTY_CHOOSE_H_

#include <optional>
#include <string>
#include <vector>

#include "tests/property/model.h"
#include "tests/property/random.h"
#include "tests/property/spec.h"

namespace instar::compiler::property {

struct Choose {
  Random& random;
  const Model& model;
  // Whether to break rules too: what is made then is often invalid.
  bool wild = false;

  // A rule of the language that the edit at hand must keep.
  bool Must(bool holds) const { return holds || wild; }

  // Null when there is none.
  const Table* AnyTable();
  const Column* AnyColumn(const Table& table);

  // Free names. When wild, any.
  std::string NewTableName();
  std::string NewColumnName(const Table& table);
  std::string NewConstraintName(const Table& table);
  std::string NewIndexName();
  std::string NewTypeName();

  std::string TypeName(bool strict);
  // A literal that the column takes, whatever else it demands.
  std::string Value(const Column& column, bool strict);
  // What follows `default`.
  std::string DefaultText(const Column& column, bool strict);
  std::string Collation();
  // True of nearly all rows, and of those that Value makes.
  Pattern Condition(const Table& table);
  Pattern Condition(const Column& column);
  // Of one value, the same each time.
  Pattern IndexExpression(const Column& column);

  // Without constraints.
  ColumnSpec PlainColumn(const Table& table);
  std::optional<ColumnSpec> GeneratedColumn(const Table& table);
  // Of columns that the table has.
  std::optional<ConstraintSpec> Constraint(const Table& table);
  // A column that refers to the key of its own table.
  std::optional<ColumnSpec> SelfReference(const Table& table);
  std::optional<ConstraintSpec> ForeignKeyOf(const Table& table);
  // To any table, from one column: gives the type that the column should have.
  std::optional<ReferencesSpec> References(std::string* type);
  TableSpec NewTable();

 private:
  std::string Name(const std::vector<std::string>& pool);
  void RandomActions(ReferencesSpec* references);
};

// Where a name stands in a pattern.
inline Pattern In(const std::string& column) { return "{" + column + "}"; }

// What SQLite-only histories let a foreign key lead to.
bool AreComparable(const Column& child, const Column& parent);

}  // namespace instar::compiler::property

#endif  // INSTAR_TESTS_PROPERTY_CHOOSE_H_
