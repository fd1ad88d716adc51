// alter column: type, not null, default
#include <algorithm>
#include <utility>

#include "tests/property/edit.h"

namespace instar::compiler::property {
namespace {

struct Place {
  const Table* table = nullptr;
  const Column* column = nullptr;
};

// No column when there is no table.
Place AnyPlace(Choose& choose) {
  const Table* const table = choose.AnyTable();
  return {table, table == nullptr ? nullptr : choose.AnyColumn(*table)};
}

bool IsInPrimaryKey(const Table& table, const Column& column) {
  return table.primary_key && IsInKey(table.primary_key->columns, column.id);
}

// Foreign keys compare what they connect.
bool KeysStayComparable(const Model& model, const Table& table, const Column& after) {
  const auto find = [&](const Table& of, ObjectId id) -> const Column& {
    return of.id == table.id && id == after.id ? after : *of.Find(id);
  };
  return std::ranges::all_of(model.tables, [&](const auto& entry) {
    const Table& child = entry.second;
    return std::ranges::all_of(child.foreign_keys, [&](const ForeignKey& key) {
      const Table* const parent = model.FindById(key.parent_table);
      for (std::size_t i = 0; i < key.columns.size(); ++i) {
        const bool concerned = (child.id == table.id && key.columns[i] == after.id) ||
                               (parent->id == table.id && key.parent_columns[i] == after.id);
        if (concerned && !AreComparable(find(child, key.columns[i]), find(*parent, key.parent_columns[i]))) {
          return false;
        }
      }
      return true;
    });
  });
}

bool CanSetType(const Model& model, const Table& table, const Column& column, const Type& type) {
  if (column.identity != IdentityKind::kNone ||
      (table.primary_key && table.primary_key->autoincrement && IsInPrimaryKey(table, column))) {
    return false;
  }
  // What is computed stays what it is: of another type it may be none that STRICT takes.
  if (column.generated && table.strict) return false;
  Column after = column;
  after.type = type;
  // What the default of the one type says need not be a value of the other.
  const bool is_coerced = table.strict && AffinityOf(type) != AffinityOf(column.type);
  if (column.default_value && (is_coerced || type.kind == TypeKind::kEnum)) return false;
  return KeysStayComparable(model, table, after);
}

Edit Alter(const Place& place, const std::string& action, std::function<bool(Column*)> change) {
  const std::string table = place.table->name.text;
  const std::string column = place.column->name.text;
  const auto apply = [table, column, change = std::move(change)](Model* model, Effects*) {
    Column* const found = model->FindColumn(table, column);
    return found != nullptr && change(found);
  };
  return {.sql = "alter column " + Written(column) + " " + action, .table = table, .apply = apply};
}

}  // namespace

std::vector<Edit> SetType(Choose& choose) {
  const Place place = AnyPlace(choose);
  if (place.column == nullptr) return {};
  const std::string written = choose.TypeName(place.table->strict);
  if (written.empty() || !choose.Must(written != place.column->type.written)) return {};
  const Type type = TypeOf(choose.model, written);
  if (!choose.Must(CanSetType(choose.model, *place.table, *place.column, type))) return {};
  const std::string table = place.table->name.text;
  const std::string column = place.column->name.text;
  std::string sql = "alter column " + Written(column) + " type " + written;
  const bool converts = !place.column->generated && choose.random.Chance(20);
  if (converts) sql += " using (coalesce(" + Written(column) + ", " + Written(column) + "))";
  const auto apply = [table, column, written, converts](Model* model, Effects* effects) {
    const Table* const found = model->Find(table);
    Column* const changed = model->FindColumn(table, column);
    if (changed == nullptr) return false;
    const Type to = TypeOf(*model, written);
    if (!CanSetType(*model, *found, *changed, to)) return false;
    changed->type = to;
    (converts ? effects->written : effects->converted).insert(changed->id);
    return true;
  };
  return {{.sql = std::move(sql), .table = table, .apply = apply, .is_risky = true}};
}

std::vector<Edit> SetNotNull(Choose& choose) {
  const Place place = AnyPlace(choose);
  if (place.column == nullptr) return {};
  // Where nothing changes there is nothing to be said of the order of branches.
  if (!choose.Must(!place.column->not_null)) return {};
  const bool default_is_null =
      place.column->default_value && place.column->default_value->tokens[0].text == "null";
  if (!choose.Must(!default_is_null)) return {};
  Edit edit = Alter(place, "set not null", [](Column* column) {
    if (column->default_value && column->default_value->tokens[0].text == "null") return false;
    column->not_null = true;
    return true;
  });
  edit.is_risky = true;
  const bool can_fill = !place.column->generated && place.column->identity == IdentityKind::kNone &&
                        !IsInPrimaryKey(*place.table, *place.column);
  if (!can_fill || choose.random.Chance(30)) return {std::move(edit)};
  const std::string table = place.table->name.text;
  const std::string column = place.column->name.text;
  const auto fill = [table, column](Model* model, Effects* effects) {
    const Column* const found = model->FindColumn(table, column);
    if (found == nullptr) return false;
    effects->written.insert(found->id);
    return true;
  };
  const std::string value = choose.Value(*place.column, place.table->strict);
  return {{.sql = "update " + Written(table) + " set " + Written(column) + " = " + value + " where " +
                  Written(column) + " is null",
           .apply = fill,
           .is_risky = true,
           .is_data = true},
          std::move(edit)};
}

std::vector<Edit> DropNotNull(Choose& choose) {
  const Place place = AnyPlace(choose);
  if (place.column == nullptr || !choose.Must(place.column->not_null)) return {};
  return {Alter(place, "drop not null", [](Column* column) {
    column->not_null = false;
    return true;
  })};
}

std::vector<Edit> SetDefault(Choose& choose) {
  const Place place = AnyPlace(choose);
  if (place.column == nullptr) return {};
  const auto can_have = [](const Column& column) {
    return !column.generated && column.identity == IdentityKind::kNone;
  };
  if (!choose.Must(can_have(*place.column))) return {};
  const std::string text = choose.DefaultText(*place.column, place.table->strict);
  return {Alter(place, "set default " + text, [can_have, text](Column* column) {
    if (!can_have(*column) || (text == "null" && column->not_null)) return false;
    property::SetDefault(text, column);
    return true;
  })};
}

std::vector<Edit> DropDefault(Choose& choose) {
  const Place place = AnyPlace(choose);
  if (place.column == nullptr || !choose.Must(place.column->default_value.has_value())) return {};
  return {Alter(place, "drop default", [](Column* column) {
    column->default_value.reset();
    column->default_parenthesized = false;
    return true;
  })};
}

}  // namespace instar::compiler::property
