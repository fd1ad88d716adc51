#include "compiler/schema/keys.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace instar::compiler {
namespace {

// Another collation than the column's own would find other rows equal.
bool ComparesAsColumn(const std::optional<Identifier>& collation, ObjectId id, const Table& table) {
  if (!collation) return true;
  const Column* const column = table.Find(id);
  const std::string own = column != nullptr && column->collation ? column->collation->text : "binary";
  return KeyOf(collation->text) == KeyOf(own);
}

// A condition or an expression makes it no key.
bool IsPlain(const Index& index) {
  return index.unique && !index.where &&
         std::ranges::all_of(index.terms, [](const IndexTerm& term) { return term.column != kNoObject; });
}

// Whether the parts are on exactly these columns, which are sorted, and compare as they do.
template <typename Part>
bool IsKeyOn(const std::vector<Part>& parts, const std::vector<ObjectId>& columns, const Table& table) {
  std::vector<ObjectId> ids;
  for (const Part& part : parts) {
    if (!ComparesAsColumn(part.collation, part.column, table)) return false;
    ids.push_back(part.column);
  }
  std::sort(ids.begin(), ids.end());
  return ids == columns;
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

std::vector<ObjectId> ColumnsOf(const std::vector<KeyColumn>& columns) {
  std::vector<ObjectId> ids;
  for (const KeyColumn& column : columns) ids.push_back(column.column);
  return ids;
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

const Identifier* LinkToParent(const Table& parent, ForeignKey* key) {
  std::vector<ObjectId> columns;
  for (const Identifier& name : key->parent_column_names) {
    const Column* const column = parent.FindColumn(KeyOf(name.text));
    if (column == nullptr) return &name;
    columns.push_back(column->id);
  }
  if (!key->parent_columns_written && parent.primary_key) columns = ColumnsOf(parent.primary_key->columns);
  key->parent_table = parent.id;
  key->parent_columns = std::move(columns);
  return nullptr;
}

bool LeadsToUniqueKey(const ForeignKey& key, const Table& parent) {
  std::vector<ObjectId> columns = key.parent_columns;
  std::sort(columns.begin(), columns.end());
  if (!key.parent_columns_written) {
    if (!parent.primary_key) return false;
    std::vector<ObjectId> primary = ColumnsOf(parent.primary_key->columns);
    std::sort(primary.begin(), primary.end());
    return primary == columns;
  }
  if (parent.primary_key && IsKeyOn(parent.primary_key->columns, columns, parent)) return true;
  return std::ranges::any_of(
             parent.uniques,
             [&](const Unique& unique) { return IsKeyOn(unique.columns, columns, parent); }) ||
         std::ranges::any_of(parent.indexes, [&](const Index& index) {
           return IsPlain(index) && IsKeyOn(index.terms, columns, parent);
         });
}

}  // namespace instar::compiler
