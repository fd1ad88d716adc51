#include "tests/property/model.h"

#include <algorithm>
#include <utility>

namespace instar::compiler::property {
namespace {

std::string Joined(const Table& table, const std::vector<ObjectId>& columns) {
  std::string joined;
  for (const ObjectId id : columns) joined += "_" + table.Find(id)->name.text;
  return joined;
}

std::vector<ObjectId> ColumnsOf(const std::vector<KeyColumn>& key) {
  std::vector<ObjectId> columns;
  for (const KeyColumn& part : key) columns.push_back(part.column);
  return columns;
}

// A key that finds other rows equal than the columns themselves do is no parent key to SQLite.
bool HasOwnCollations(const Table& table, const std::vector<KeyColumn>& key) {
  return std::ranges::all_of(key, [&](const KeyColumn& part) {
    if (!part.collation) return true;
    const std::optional<Identifier>& own = table.Find(part.column)->collation;
    return KeyOf(part.collation->text) == (own ? KeyOf(own->text) : "binary");
  });
}

bool IsKey(const Table& table, const std::vector<KeyColumn>& key, const std::vector<ObjectId>& sorted) {
  std::vector<ObjectId> columns = ColumnsOf(key);
  std::ranges::sort(columns);
  return columns == sorted && HasOwnCollations(table, key);
}

bool HasWord(const View& view, const std::string& key) {
  return std::ranges::find(view.words, key) != view.words.end();
}

}  // namespace

Table* Model::Find(std::string_view name) {
  const auto found = tables.find(KeyOf(name));
  return found == tables.end() ? nullptr : &found->second;
}

const Table* Model::Find(std::string_view name) const { return const_cast<Model*>(this)->Find(name); }

const Table* Model::FindById(ObjectId id) const {
  for (const auto& [key, table] : tables) {
    if (table.id == id) return &table;
  }
  return nullptr;
}

Column* Model::FindColumn(std::string_view table, std::string_view column) {
  Table* const found = Find(table);
  return found == nullptr ? nullptr : property::FindColumn(found, column);
}

Enum* Model::FindEnum(std::string_view name) {
  const auto found = enums.find(KeyOf(name));
  return found == enums.end() ? nullptr : &found->second;
}

const Enum* Model::EnumOf(const Column& column) const {
  if (column.type.kind != TypeKind::kEnum) return nullptr;
  const auto found = enums.find(column.type.name);
  return found == enums.end() ? nullptr : &found->second;
}

bool Model::IsTaken(std::string_view name) const {
  const std::string key = KeyOf(name);
  if (tables.contains(key) || views.contains(key)) return true;
  return std::ranges::any_of(tables, [&](const auto& table) {
    return std::ranges::any_of(table.second.indexes,
                               [&](const Index& index) { return KeyOf(index.name.text) == key; });
  });
}

void Model::Rename(std::string_view table, const std::string& to) {
  auto node = tables.extract(KeyOf(table));
  node.key() = KeyOf(to);
  node.mapped().name.text = to;
  tables.insert(std::move(node));
}

Model ModelOf(const Catalog& catalog) {
  Model model;
  for (const TablePointer& table : catalog.Tables()) model.tables.emplace(KeyOf(table->name.text), *table);
  for (const ViewPointer& view : catalog.Views()) model.views.emplace(KeyOf(view->name.text), *view);
  for (const EnumPointer& type : catalog.Enums()) model.enums.emplace(KeyOf(type->name.text), *type);
  return model;
}

Column* FindColumn(Table* table, std::string_view name) {
  const auto found = std::ranges::find(table->columns, KeyOf(name),
                                       [](const Column& column) { return KeyOf(column.name.text); });
  return found == table->columns.end() ? nullptr : &*found;
}

bool IsParentKey(const Table& table, std::vector<ObjectId> columns) {
  std::ranges::sort(columns);
  if (table.primary_key && IsKey(table, table.primary_key->columns, columns)) return true;
  for (const Unique& unique : table.uniques) {
    if (IsKey(table, unique.columns, columns)) return true;
  }
  return std::ranges::any_of(table.indexes, [&](const Index& index) {
    if (!index.unique || index.where) return false;
    std::vector<KeyColumn> key;
    for (const IndexTerm& term : index.terms) key.push_back({term.column, false, term.collation});
    return std::ranges::none_of(key, [](const KeyColumn& part) { return part.column == kNoObject; }) &&
           IsKey(table, key, columns);
  });
}

bool LeadsToParentKey(const ForeignKey& key, const Table& table) {
  if (key.parent_columns_written) return IsParentKey(table, key.parent_columns);
  std::vector<ObjectId> primary;
  if (table.primary_key) {
    for (const KeyColumn& column : table.primary_key->columns) primary.push_back(column.column);
  }
  return !primary.empty() && std::ranges::is_permutation(primary, key.parent_columns);
}

bool IsReferenced(const Model& model, const Table& table) {
  return std::ranges::any_of(model.tables, [&](const auto& other) {
    return other.second.id != table.id &&
           std::ranges::any_of(other.second.foreign_keys,
                               [&](const ForeignKey& key) { return key.parent_table == table.id; });
  });
}

bool IsReferenced(const Model& model, const Table& table, ObjectId column) {
  return std::ranges::any_of(model.tables, [&](const auto& other) {
    return std::ranges::any_of(other.second.foreign_keys, [&](const ForeignKey& key) {
      return key.parent_table == table.id &&
             std::ranges::find(key.parent_columns, column) != key.parent_columns.end();
    });
  });
}

bool IsInView(const Model& model, const Table& table) {
  const std::string key = KeyOf(table.name.text);
  return std::ranges::any_of(model.views, [&](const auto& view) { return HasWord(view.second, key); });
}

bool IsInView(const Model& model, const Table& table, const Column& column) {
  const std::string key = KeyOf(table.name.text);
  const std::string column_key = KeyOf(column.name.text);
  return std::ranges::any_of(model.views, [&](const auto& view) {
    return HasWord(view.second, key) && HasWord(view.second, column_key);
  });
}

bool IsInKey(const std::vector<KeyColumn>& key, ObjectId column) {
  return std::ranges::find(key, column, &KeyColumn::column) != key.end();
}

bool IsIndexed(const Table& table, ObjectId column) {
  return std::ranges::any_of(table.indexes, [&](const Index& index) {
    return (index.where && index.where->Mentions(column)) ||
           std::ranges::any_of(index.terms, [&](const IndexTerm& term) {
             return term.column == column || term.expression.Mentions(column);
           });
  });
}

bool CanDrop(const Model& model, const Table& table, const Column& column) {
  const ObjectId id = column.id;
  if (table.primary_key && IsInKey(table.primary_key->columns, id)) return false;
  for (const Unique& unique : table.uniques) {
    if (unique.columns.size() > 1 && IsInKey(unique.columns, id)) return false;
  }
  for (const Check& check : table.checks) {
    const auto is_other = [&](const ExpressionToken& token) {
      return token.column != kNoObject && token.column != id;
    };
    if (check.expression.Mentions(id) && std::ranges::any_of(check.expression.tokens, is_other)) return false;
  }
  for (const ForeignKey& key : table.foreign_keys) {
    if (key.columns.size() > 1 && std::ranges::find(key.columns, id) != key.columns.end()) return false;
  }
  bool another_is_stored = false;
  for (const Column& other : table.columns) {
    if (other.id == id) continue;
    if (other.generated && other.generated->expression.Mentions(id)) return false;
    another_is_stored = another_is_stored || !other.generated;
  }
  return another_is_stored && !IsIndexed(table, id) && !IsReferenced(model, table, id) &&
         !IsInView(model, table, column);
}

bool KeepsParentKeys(const Model& model, const Table& before, const Table& after) {
  return std::ranges::all_of(model.tables, [&](const auto& other) {
    const Table& child = other.second.id == after.id ? after : other.second;
    return std::ranges::all_of(child.foreign_keys, [&](const ForeignKey& key) {
      return key.parent_table != before.id || LeadsToParentKey(key, after);
    });
  });
}

std::string NameOf(const Table& table, const Unique& unique) {
  if (unique.name) return unique.name->text;
  return table.name.text + Joined(table, ColumnsOf(unique.columns)) + "_key";
}

std::string NameOf(const Table& table, const Check& check) {
  if (check.name) return check.name->text;
  std::vector<ObjectId> columns;
  for (const ExpressionToken& token : check.expression.tokens) {
    if (token.column == kNoObject || std::ranges::find(columns, token.column) != columns.end()) continue;
    columns.push_back(token.column);
  }
  return table.name.text + (columns.size() == 1 ? Joined(table, columns) : "") + "_check";
}

std::string NameOf(const Table& table, const ForeignKey& key) {
  return key.name ? key.name->text : table.name.text + Joined(table, key.columns) + "_fkey";
}

std::string NameOf(const Table& table, const PrimaryKey& key) {
  return key.name ? key.name->text : table.name.text + "_pkey";
}

std::vector<std::string> ConstraintNames(const Table& table) {
  std::vector<std::string> names;
  if (table.primary_key) names.push_back(KeyOf(NameOf(table, *table.primary_key)));
  for (const Unique& unique : table.uniques) names.push_back(KeyOf(NameOf(table, unique)));
  for (const Check& check : table.checks) names.push_back(KeyOf(NameOf(table, check)));
  for (const ForeignKey& key : table.foreign_keys) names.push_back(KeyOf(NameOf(table, key)));
  return names;
}

}  // namespace instar::compiler::property
