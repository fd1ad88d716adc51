#include "compiler/schema/keys.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace instar::compiler {
namespace {

std::vector<ObjectId> ColumnsOf(const std::vector<KeyColumn>& columns) {
  std::vector<ObjectId> ids;
  for (const KeyColumn& column : columns) ids.push_back(column.column);
  return ids;
}

bool SameSet(std::vector<ObjectId> a, const std::vector<ObjectId>& sorted) {
  std::sort(a.begin(), a.end());
  return a == sorted;
}

// Another collation than the column's own would find other rows equal.
bool HasOwnCollation(const Table& table, ObjectId id, const std::optional<Identifier>& collation) {
  if (!collation) return true;
  const Column* const column = table.Find(id);
  const bool has_own = column != nullptr && column->collation;
  return KeyOf(collation->text) == (has_own ? KeyOf(column->collation->text) : "binary");
}

bool IsKey(const Table& table, const std::vector<KeyColumn>& key, const std::vector<ObjectId>& sorted) {
  return SameSet(ColumnsOf(key), sorted) && std::all_of(key.begin(), key.end(), [&](const KeyColumn& part) {
           return HasOwnCollation(table, part.column, part.collation);
         });
}

// A condition or an expression makes it no key.
bool IsKey(const Table& table, const Index& index, const std::vector<ObjectId>& sorted) {
  std::vector<KeyColumn> key;
  for (const IndexTerm& term : index.terms) key.push_back({term.column, term.descending, term.collation});
  return index.unique && !index.where && IsKey(table, key, sorted);
}

std::string Join(const Table& table, const std::vector<ObjectId>& columns) {
  std::string joined;
  for (ObjectId id : columns) {
    if (const Column* column = table.Find(id)) joined += "_" + column->name.text;
  }
  return joined;
}

}  // namespace

ConstraintPointer::operator bool() const {
  return primary_key != nullptr || unique != nullptr || check != nullptr || foreign_key != nullptr;
}

const std::optional<Identifier>& ConstraintPointer::name() const {
  if (primary_key != nullptr) return primary_key->name;
  if (unique != nullptr) return unique->name;
  if (check != nullptr) return check->name;
  return foreign_key->name;
}

const Origin& ConstraintPointer::origin() const {
  if (primary_key != nullptr) return primary_key->origin;
  if (unique != nullptr) return unique->origin;
  if (check != nullptr) return check->origin;
  return foreign_key->origin;
}

std::string_view ConstraintPointer::kind() const {
  if (primary_key != nullptr) return "the primary key";
  if (unique != nullptr) return "a unique constraint";
  if (check != nullptr) return "a check";
  return "a foreign key";
}

std::vector<ConstraintPointer> ConstraintsOf(const Table& table) {
  std::vector<ConstraintPointer> constraints;
  if (table.primary_key) constraints.emplace_back().primary_key = &*table.primary_key;
  for (const Unique& unique : table.uniques) constraints.emplace_back().unique = &unique;
  for (const Check& check : table.checks) constraints.emplace_back().check = &check;
  for (const ForeignKey& key : table.foreign_keys) constraints.emplace_back().foreign_key = &key;
  return constraints;
}

std::string NameOf(const Table& table, const ConstraintPointer& constraint) {
  if (constraint.name()) return constraint.name()->text;
  if (constraint.primary_key != nullptr) return table.name.text + "_pkey";
  if (constraint.unique != nullptr) {
    return absl::StrCat(table.name.text, Join(table, ColumnsOf(constraint.unique->columns)), "_key");
  }
  if (constraint.foreign_key != nullptr) {
    return absl::StrCat(table.name.text, Join(table, constraint.foreign_key->columns), "_fkey");
  }
  const std::vector<ObjectId> columns = ColumnsOf(constraint.check->expression);
  return absl::StrCat(table.name.text, columns.size() == 1 ? Join(table, columns) : "", "_check");
}

ConstraintPointer FindConstraint(const Table& table, std::string_view key) {
  ConstraintPointer implied;
  for (const ConstraintPointer& constraint : ConstraintsOf(table)) {
    if (KeyOf(NameOf(table, constraint)) != key) continue;
    if (constraint.name()) return constraint;
    if (!implied) implied = constraint;
  }
  return implied;
}

std::vector<ObjectId> ColumnsOf(const Expression& expression) {
  std::vector<ObjectId> columns;
  for (const ExpressionToken& token : expression.tokens) {
    if (token.column != kNoObject) columns.push_back(token.column);
  }
  std::sort(columns.begin(), columns.end());
  columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  return columns;
}

bool IsUniqueKey(const Table& table, std::vector<ObjectId> columns) {
  std::sort(columns.begin(), columns.end());
  if (table.primary_key && IsKey(table, table.primary_key->columns, columns)) return true;
  for (const Unique& unique : table.uniques) {
    if (IsKey(table, unique.columns, columns)) return true;
  }
  for (const Index& index : table.indexes) {
    if (IsKey(table, index, columns)) return true;
  }
  return false;
}

}  // namespace instar::compiler
