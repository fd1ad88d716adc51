// insert, update, delete
#include <algorithm>
#include <utility>

#include "tests/property/edit.h"

namespace instar::compiler::property {
namespace {

bool IsForeign(const Table& table, ObjectId column) {
  return std::ranges::any_of(table.foreign_keys, [&](const ForeignKey& key) {
    return std::ranges::find(key.columns, column) != key.columns.end();
  });
}

bool IsUnique(const Table& table, ObjectId column) {
  return (table.primary_key && IsInKey(table.primary_key->columns, column)) ||
         std::ranges::any_of(table.uniques,
                             [&](const Unique& unique) { return IsInKey(unique.columns, column); });
}

bool IsWritable(const Column& column) { return !column.generated && column.identity == IdentityKind::kNone; }

}  // namespace

std::vector<Edit> Insert(Choose& choose) {
  const Table* const table = choose.AnyTable();
  if (table == nullptr) return {};
  std::string columns;
  std::string values;
  for (const Column& column : table->columns) {
    if (!choose.Must(IsWritable(column))) continue;
    const bool is_key = table->without_rowid && IsInKey(table->primary_key->columns, column.id);
    const bool needs = (column.not_null || is_key) && !column.default_value;
    const bool foreign = IsForeign(*table, column.id);
    // No parent is known: what must have one cannot be guessed.
    if (foreign && (needs || column.default_value)) return {};
    // Nor are values that are not there yet.
    const bool unique = IsUnique(*table, column.id) && choose.random.Chance(80);
    if (foreign || (!needs && (unique || choose.random.Chance(30)))) continue;
    columns += (columns.empty() ? "" : ", ") + Written(column.name.text);
    values += (values.empty() ? "" : ", ") + choose.Value(column, table->strict);
  }
  if (columns.empty()) return {};
  const std::string name = table->name.text;
  const auto apply = [name](Model* model, Effects* effects) {
    const Table* const found = model->Find(name);
    if (found == nullptr) return false;
    effects->inserted.insert(found->id);
    return true;
  };
  return {{.sql = "insert into " + Written(name) + " (" + columns + ") values (" + values + ")",
           .apply = apply,
           .is_risky = true,
           .is_data = true}};
}

std::vector<Edit> Update(Choose& choose) {
  const Table* const table = choose.AnyTable();
  if (table == nullptr) return {};
  const Column& column = *choose.AnyColumn(*table);
  const bool is_key = table->primary_key && IsInKey(table->primary_key->columns, column.id);
  if (!choose.Must(IsWritable(column) && !is_key && !IsForeign(*table, column.id))) return {};
  const std::string name = table->name.text;
  const std::string target = column.name.text;
  const Column& other = *choose.AnyColumn(*table);
  std::string sql = "update " + Written(name) + " set " + Written(target) + " = ";
  const bool copies = !table->strict && !column.not_null && choose.model.EnumOf(column) == nullptr &&
                      choose.random.Chance(40);
  sql += copies ? Written(other.name.text) : choose.Value(column, table->strict);
  if (choose.random.Chance(50)) sql += " where " + Text(choose.Condition(other), name);
  const auto apply = [name, target](Model* model, Effects* effects) {
    const Column* const found = model->FindColumn(name, target);
    if (found == nullptr) return false;
    effects->written.insert(found->id);
    return true;
  };
  return {{.sql = std::move(sql), .apply = apply, .is_risky = true, .is_data = true}};
}

std::vector<Edit> Delete(Choose& choose) {
  const Table* const table = choose.AnyTable();
  if (table == nullptr) return {};
  const std::string name = table->name.text;
  const std::string condition = Written(choose.AnyColumn(*table)->name.text) + " is null";
  const auto apply = [name](Model* model, Effects* effects) {
    const Table* const found = model->Find(name);
    if (found == nullptr) return false;
    effects->deleted.insert(found->id);
    return true;
  };
  return {{.sql = "delete from " + Written(name) + " where " + condition,
           .apply = apply,
           .is_risky = true,
           .is_data = true}};
}

}  // namespace instar::compiler::property
