#include "compiler/schema/lints/unique_keys.h"

#include <algorithm>

#include "compiler/schema/keys.h"

namespace instar::compiler {
namespace {

UniqueKey::Part PartOf(const Table& table, ObjectId id, const std::optional<Identifier>& collation) {
  UniqueKey::Part part = {.column = id, .collation = {}};
  const Column* const column = table.Find(id);
  if (collation) {
    part.collation = KeyOf(collation->text);
  } else if (column != nullptr && column->collation) {
    part.collation = KeyOf(column->collation->text);
  }
  if (part.collation == "binary") part.collation.clear();
  return part;
}

std::vector<UniqueKey::Part> PartsOf(const Table& table, const std::vector<KeyColumn>& columns) {
  std::vector<UniqueKey::Part> parts;
  for (const KeyColumn& column : columns) parts.push_back(PartOf(table, column.column, column.collation));
  return parts;
}

void AddColumns(const Expression& expression, std::vector<ObjectId>* columns) {
  const std::vector<ObjectId> found = ColumnsOf(expression);
  columns->insert(columns->end(), found.begin(), found.end());
}

}  // namespace

std::vector<ObjectId> UniqueKey::Columns() const {
  std::vector<ObjectId> columns;
  for (const Part& part : parts) columns.push_back(part.column);
  return columns;
}

UniqueKey KeyOf(const Table& table, const PrimaryKey& key) {
  return {.parts = PartsOf(table, key.columns), .name = key.name, .origin = key.origin};
}

UniqueKey KeyOf(const Table& table, const Unique& unique) {
  return {.parts = PartsOf(table, unique.columns), .name = unique.name, .origin = unique.origin};
}

UniqueKey KeyOf(const Table& table, const Index& index) {
  UniqueKey key;
  for (const IndexTerm& term : index.terms) {
    if (term.column == kNoObject) {
      key.whole = false;
      AddColumns(term.expression, &key.mentioned);
    } else {
      key.parts.push_back(PartOf(table, term.column, term.collation));
    }
  }
  key.partial = index.where.has_value();
  if (key.partial) AddColumns(*index.where, &key.mentioned);
  key.name = index.name;
  key.origin = index.origin;
  return key;
}

bool IsImplied(const UniqueKey& key, const Table& table) {
  std::vector<UniqueKey::Part> parts = key.parts;
  std::sort(parts.begin(), parts.end());
  // Most keys have no column in common with it: they are told apart without a look at collations.
  const auto has_column = [&](const auto& member) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](const UniqueKey::Part& part) { return part.column == member.column; });
  };
  const auto implies = [&](const auto& known, const auto& members) {
    if (!std::all_of(members.begin(), members.end(), has_column)) return false;
    const UniqueKey known_key = KeyOf(table, known);
    return known_key.whole && !known_key.partial &&
           std::all_of(known_key.parts.begin(), known_key.parts.end(), [&](const UniqueKey::Part& part) {
             return std::binary_search(parts.begin(), parts.end(), part);
           });
  };
  if (table.primary_key && implies(*table.primary_key, table.primary_key->columns)) return true;
  return std::any_of(table.uniques.begin(), table.uniques.end(),
                     [&](const Unique& unique) { return implies(unique, unique.columns); }) ||
         std::any_of(table.indexes.begin(), table.indexes.end(),
                     [&](const Index& index) { return index.unique && implies(index, index.terms); });
}

}  // namespace instar::compiler
