// add, drop, rename column
#include <algorithm>
#include <utility>

#include "tests/property/edit.h"

namespace instar::compiler::property {
namespace {

Edit Add(const std::string& table, ColumnSpec spec) {
  std::string sql = "add column " + Text(spec, table);
  // Rows get the default: it may break a promise, and all rows get the same.
  const bool is_risky = !spec.constraints.empty() || (spec.not_null && spec.default_text.empty());
  const auto apply = [table, spec = std::move(spec)](Model* model, Effects*) {
    Table* const found = model->Find(table);
    return found != nullptr && AddColumn(model, spec, found);
  };
  return {.sql = std::move(sql), .table = table, .apply = apply, .is_risky = is_risky};
}

template <typename Part, typename Predicate>
void EraseIf(SharedVector<Part>* parts, Predicate predicate) {
  parts->EraseIf(predicate);
}

Edit Drop(const std::string& table, const std::string& name) {
  const auto apply = [table, name](Model* model, Effects*) {
    Table* const found = model->Find(table);
    const Column* const column = found == nullptr ? nullptr : FindColumn(found, name);
    if (column == nullptr || !CanDrop(*model, *found, *column)) return false;
    const ObjectId id = column->id;
    EraseIf(&found->uniques, [&](const Unique& unique) { return IsInKey(unique.columns, id); });
    EraseIf(&found->checks, [&](const Check& check) { return check.expression.Mentions(id); });
    EraseIf(&found->foreign_keys, [&](const ForeignKey& key) { return key.columns[0] == id; });
    EraseIf(&found->columns, [&](const Column& other) { return other.id == id; });
    return true;
  };
  return {.sql = "drop column " + Written(name), .table = table, .apply = apply};
}

}  // namespace

std::vector<Edit> AddColumn(Choose& choose) {
  const Table* const table = choose.AnyTable();
  if (table == nullptr) return {};
  if (choose.random.Chance(20)) {
    std::optional<ColumnSpec> generated = choose.GeneratedColumn(*table);
    if (!generated) return {};
    return {Add(table->name.text, std::move(*generated))};
  }
  ColumnSpec spec = choose.PlainColumn(*table);
  const std::size_t extra = choose.random.Below(10);
  if (extra == 0 && !table->strict) {
    if (std::optional<ReferencesSpec> references = choose.References(&spec.type)) {
      spec = {.name = spec.name, .type = spec.type};
      spec.constraints.push_back({.kind = ConstraintSpec::kForeignKey, .references = *references});
    }
  } else if (extra == 1) {
    spec.constraints.push_back({.kind = ConstraintSpec::kUnique});
  } else if (extra == 2) {
    Column column;
    column.name.text = spec.name;
    spec.constraints.push_back({.kind = ConstraintSpec::kCheck, .check = choose.Condition(column)});
  }
  if (!spec.constraints.empty() && choose.random.Chance(50)) {
    spec.constraints[0].name = choose.NewConstraintName(*table);
  }
  return {Add(table->name.text, std::move(spec))};
}

std::vector<Edit> DropColumn(Choose& choose) {
  const Table* const table = choose.AnyTable();
  if (table == nullptr) return {};
  const Column& column = *choose.AnyColumn(*table);
  if (!choose.Must(CanDrop(choose.model, *table, column))) return {};
  return {Drop(table->name.text, column.name.text)};
}

std::vector<Edit> RecreateColumn(Choose& choose) {
  const Table* const table = choose.AnyTable();
  if (table == nullptr) return {};
  const Column& column = *choose.AnyColumn(*table);
  if (!choose.Must(CanDrop(choose.model, *table, column))) return {};
  ColumnSpec spec = choose.PlainColumn(*table);
  spec.name = column.name.text;
  return {Drop(table->name.text, column.name.text), Add(table->name.text, std::move(spec))};
}

std::vector<Edit> RenameColumn(Choose& choose) {
  const Table* const table = choose.AnyTable();
  if (table == nullptr) return {};
  const Column& column = *choose.AnyColumn(*table);
  if (!choose.Must(!IsInView(choose.model, *table, column))) return {};
  const std::string name = table->name.text;
  const std::string from = column.name.text;
  std::string to = choose.NewColumnName(*table);
  // The same name to SQLite.
  if (choose.random.Chance(5) && from == "a") to = "A";
  const auto apply = [name, from, to](Model* model, Effects*) {
    Column* const found = model->FindColumn(name, from);
    if (found == nullptr || IsInView(*model, *model->Find(name), *found)) return false;
    const Column* const other = model->FindColumn(name, to);
    if (other != nullptr && other != found) return false;
    found->name.text = to;
    return true;
  };
  return {{.sql = "rename column " + Written(from) + " to " + Written(to), .table = name, .apply = apply}};
}

}  // namespace instar::compiler::property
