// add, drop, rename constraint
#include <algorithm>
#include <utility>

#include "tests/property/edit.h"

namespace instar::compiler::property {
namespace {

// The first constraint of that name, as the language finds it: a name of its own goes before an implied one.
template <typename Visitor>
bool Visit(Table* table, const std::string& name, Visitor visit) {
  for (const bool implied : {false, true}) {
    if (table->primary_key && table->primary_key->name.has_value() != implied &&
        KeyOf(NameOf(*table, *table->primary_key)) == KeyOf(name)) {
      visit(&*table->primary_key);
      return true;
    }
    const auto find = [&](auto* parts) {
      for (auto& part : *parts) {
        if (part.name.has_value() == implied || KeyOf(NameOf(*table, part)) != KeyOf(name)) continue;
        visit(&part);
        return true;
      }
      return false;
    };
    if (find(&table->uniques) || find(&table->checks) || find(&table->foreign_keys)) return true;
  }
  return false;
}

class Dropper {
 public:
  explicit Dropper(Table* table) : table_(*table) {}
  void operator()(PrimaryKey*) { table_.primary_key.reset(); }
  void operator()(Unique* unique) { Erase(unique->id, &table_.uniques); }
  void operator()(Check* check) { Erase(check->id, &table_.checks); }
  void operator()(ForeignKey* key) { Erase(key->id, &table_.foreign_keys); }

 private:
  template <typename Part>
  static void Erase(ObjectId id, SharedVector<Part>* parts) {
    parts->EraseIf([&](const Part& part) { return part.id == id; });
  }

  Table& table_;
};

bool HasIdentity(const Table& table) {
  return std::ranges::any_of(table.columns,
                             [](const Column& column) { return column.identity != IdentityKind::kNone; });
}

bool Drop(Model* model, const std::string& table, const std::string& name) {
  const Table* const found = model->Find(table);
  if (found == nullptr) return false;
  Table after = *found;
  if (!Visit(&after, name, Dropper(&after))) return false;
  const bool lost_key = found->primary_key.has_value() && !after.primary_key;
  if (lost_key && (found->without_rowid || HasIdentity(*found))) return false;
  if (!KeepsParentKeys(*model, *found, after)) return false;
  *model->Find(table) = std::move(after);
  return true;
}

}  // namespace

std::vector<Edit> AddConstraint(Choose& choose) {
  const Table* const table = choose.AnyTable();
  if (table == nullptr) return {};
  std::optional<ConstraintSpec> spec = choose.Constraint(*table);
  if (!spec) return {};
  const std::string name = table->name.text;
  std::string sql = "add " + Text(*spec, name);
  const auto apply = [name, spec = std::move(*spec)](Model* model, Effects*) {
    Table* const found = model->Find(name);
    return found != nullptr && AddConstraint(model, spec, kNoObject, found);
  };
  return {{.sql = std::move(sql), .table = name, .apply = apply, .is_risky = true}};
}

std::vector<Edit> DropConstraint(Choose& choose) {
  const Table* const table = choose.AnyTable();
  if (table == nullptr) return {};
  const std::vector<std::string> names = ConstraintNames(*table);
  if (names.empty()) return {};
  const std::string name = choose.random.Of(names);
  Model scratch = choose.model;
  if (!choose.Must(Drop(&scratch, table->name.text, name))) return {};
  const std::string of = table->name.text;
  const auto apply = [of, name](Model* model, Effects*) { return Drop(model, of, name); };
  return {{.sql = "drop constraint " + Written(name), .table = of, .apply = apply}};
}

std::vector<Edit> RenameConstraint(Choose& choose) {
  const Table* const table = choose.AnyTable();
  if (table == nullptr) return {};
  const std::vector<std::string> names = ConstraintNames(*table);
  if (names.empty()) return {};
  const std::string from = choose.random.Of(names);
  const std::string to = choose.NewConstraintName(*table);
  const std::string of = table->name.text;
  const auto apply = [of, from, to](Model* model, Effects*) {
    Table* const found = model->Find(of);
    if (found == nullptr) return false;
    const std::vector<std::string> taken = ConstraintNames(*found);
    if (std::ranges::find(taken, KeyOf(to)) != taken.end()) return false;
    return Visit(found, from, [&](auto* constraint) { constraint->name = Identifier{to, false}; });
  };
  return {{.sql = "rename constraint " + Written(from) + " to " + Written(to), .table = of, .apply = apply}};
}

}  // namespace instar::compiler::property
