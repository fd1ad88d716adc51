// create index, drop index, alter index ... rename to
#include <algorithm>
#include <utility>

#include "tests/property/edit.h"

namespace instar::compiler::property {
namespace {

struct Found {
  Table* table = nullptr;
  Index* index;
};

Found FindIndex(Model* model, const std::string& name) {
  for (auto& [key, table] : model->tables) {
    const auto index = std::ranges::find(table.indexes, KeyOf(name),
                                         [](const Index& known) { return KeyOf(known.name.text); });
    if (index != table.indexes.end()) return {&table, index};
  }
  return {};
}

bool Drop(Model* model, const std::string& name) {
  const Found found = FindIndex(model, name);
  if (found.table == nullptr) return false;
  Table after = *found.table;
  after.indexes.erase(after.indexes.begin() + (found.index - found.table->indexes.begin()));
  if (!KeepsParentKeys(*model, *found.table, after)) return false;
  *found.table = std::move(after);
  return true;
}

const Index* AnyIndex(Choose& choose) {
  std::vector<const Index*> indexes;
  for (const auto& [key, table] : choose.model.tables) {
    for (const Index& index : table.indexes) indexes.push_back(&index);
  }
  return indexes.empty() ? nullptr : choose.random.Of(indexes);
}

}  // namespace

std::vector<Edit> CreateIndex(Choose& choose) {
  const Table* const table = choose.AnyTable();
  if (table == nullptr) return {};
  Random& random = choose.random;
  IndexSpec spec;
  spec.name = choose.NewIndexName();
  spec.table = table->name.text;
  spec.unique = random.Chance(30);
  const std::size_t terms = 1 + random.Below(3);
  for (std::size_t i = 0; i < terms; ++i) {
    const Column& column = *choose.AnyColumn(*table);
    IndexSpec::Term& term = spec.terms.emplace_back();
    if (random.Chance(25)) {
      term.expression = choose.IndexExpression(column);
    } else {
      term.column = column.name.text;
    }
    term.collation = choose.Collation();
    term.descending = random.Chance(25);
  }
  if (random.Chance(30)) spec.where = choose.Condition(*table);
  std::string sql = Text(spec);
  const bool is_unique = spec.unique;
  const auto apply = [spec = std::move(spec)](Model* model, Effects*) { return AddIndex(model, spec); };
  return {{.sql = std::move(sql), .apply = apply, .is_risky = is_unique}};
}

std::vector<Edit> DropIndex(Choose& choose) {
  const Index* const index = AnyIndex(choose);
  if (index == nullptr) return {};
  const std::string name = index->name.text;
  Model scratch = choose.model;
  if (!choose.Must(Drop(&scratch, name))) return {};
  const auto apply = [name](Model* model, Effects*) { return Drop(model, name); };
  return {{.sql = "drop index " + Written(name), .apply = apply}};
}

std::vector<Edit> RenameIndex(Choose& choose) {
  const Index* const index = AnyIndex(choose);
  if (index == nullptr) return {};
  const std::string from = index->name.text;
  const std::string to = choose.NewIndexName();
  const auto apply = [from, to](Model* model, Effects*) {
    const Found found = FindIndex(model, from);
    if (found.table == nullptr || model->IsTaken(to)) return false;
    found.index->name.text = to;
    return true;
  };
  return {{.sql = "alter index " + Written(from) + " rename to " + Written(to), .apply = apply}};
}

}  // namespace instar::compiler::property
