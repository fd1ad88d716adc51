#include "compiler/models/column_parts.h"

#include "compiler/schema/keys.h"

namespace instar::compiler {
namespace {

bool IsPlain(const std::vector<KeyColumn>& key) {
  return key.size() == 1 && !key[0].descending && !key[0].collation;
}

}  // namespace

ObjectId OnlyColumn(const Unique& unique) {
  return IsPlain(unique.columns) ? unique.columns[0].column : kNoObject;
}

ObjectId OnlyColumn(const Check& check) {
  const std::vector<ObjectId> columns = ColumnsOf(check.expression);
  return columns.size() == 1 ? columns[0] : kNoObject;
}

ObjectId OnlyColumn(const ForeignKey& key) { return key.columns.size() == 1 ? key.columns[0] : kNoObject; }

ColumnParts::ColumnParts(const Table& table) {
  if (table.primary_key && !table.primary_key->name && IsPlain(table.primary_key->columns)) {
    parts_[table.primary_key->columns[0].column].primary_key = primary_key_beside_ = true;
  }
  for (const Unique& unique : table.uniques) {
    const ObjectId column = OnlyColumn(unique);
    if (column == kNoObject || unique.name || parts_[column].unique) continue;
    parts_[column].unique = true;
    beside_.insert(unique.id);
  }
  for (const Check& check : table.checks) {
    const ObjectId column = OnlyColumn(check);
    if (column == kNoObject) continue;
    Parts& parts = parts_[column];
    parts.checks.push_back(&check);
    if (check.name) continue;
    parts.checks_beside.push_back(&check);
    beside_.insert(check.id);
  }
  for (const ForeignKey& key : table.foreign_keys) {
    const ObjectId column = OnlyColumn(key);
    if (column == kNoObject) continue;
    Parts& parts = parts_[column];
    parts.foreign_keys.push_back(&key);
    if (key.name || parts.foreign_key_beside != nullptr) continue;
    parts.foreign_key_beside = &key;
    beside_.insert(key.id);
  }
}

const ColumnParts::Parts& ColumnParts::Of(ObjectId column) const {
  static const Parts* const kNone = new Parts;
  const auto found = parts_.find(column);
  return found == parts_.end() ? *kNone : found->second;
}

}  // namespace instar::compiler
