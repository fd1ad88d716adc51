#include "compiler/schema/catalog.h"

#include <algorithm>
#include <limits>
#include <type_traits>
#include <utility>

#include "compiler/schema/keys.h"

namespace instar::compiler {
namespace {

std::uint64_t DependencyKey(ObjectId needed, ObjectId dependent) {
  return static_cast<std::uint64_t>(needed) << 32 | dependent;
}

// Sorts by the name first: no name has a NUL in it.
std::string WaitingKey(std::string_view name, ObjectId table) {
  std::string key(name);
  key += '\0';
  for (int shift = 24; shift >= 0; shift -= 8) key += static_cast<char>(table >> shift & 0xFFu);
  return key;
}

void Unlink(const Table& parent, ForeignKey* key) {
  if (KeyOf(key->parent_name.text) != KeyOf(parent.name.text)) key->parent_name = parent.name;
  for (std::size_t i = 0; i < key->parent_columns.size() && i < key->parent_column_names.size(); ++i) {
    const Column* const column = parent.Find(key->parent_columns[i]);
    Identifier& name = key->parent_column_names[i];
    if (column != nullptr && KeyOf(name.text) != KeyOf(column->name.text)) name = column->name;
  }
  key->parent_table = kNoObject;
  key->parent_columns.clear();
}

bool UsesType(const Column& column, const std::string& key) {
  return column.type.kind == TypeKind::kEnum && column.type.name == key;
}

void SortUnique(std::vector<ObjectId>* ids) {
  std::sort(ids->begin(), ids->end());
  ids->erase(std::unique(ids->begin(), ids->end()), ids->end());
}

template <typename Map, typename Key>
typename std::remove_cvref_t<decltype(*std::declval<Map>().Find(std::declval<Key>()))> FindOrNull(
    const Map& map, const Key& key) {
  const auto* found = map.Find(key);
  if (found == nullptr) return nullptr;
  return *found;
}

template <typename Names, typename Objects>
auto FindByName(const Names& names, const Objects& objects, std::string_view key)
    -> decltype(FindOrNull(objects, ObjectId())) {
  const ObjectId* id = names.Find(std::string(key));
  if (id == nullptr) return nullptr;
  return FindOrNull(objects, *id);
}

template <typename Names>
void Forget(Names* names, const std::string& key, ObjectId id) {
  const ObjectId* owner = names->Find(key);
  if (owner != nullptr && *owner == id) *names = names->Without(key);
}

// How many stand alike at the beginning and at the end of both lists: what lies between has changed. A change
// of a table is mostly one part, among as many as the table has.
template <typename Part>
std::pair<std::size_t, std::size_t> Changed(const SharedVector<Part>& a, const SharedVector<Part>& b) {
  const auto is_same = [](const Part& one, const Part& other) {
    return one.id == other.id && one.name.text == other.name.text;
  };
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t first = a.SharedWith(b);
  while (first < most && is_same(a[first], b[first])) ++first;
  std::size_t last = 0;
  while (first + last < most && is_same(a[a.size() - 1 - last], b[b.size() - 1 - last])) ++last;
  return {first, last};
}

template <typename Names, typename Objects>
auto ListByName(const Names& names, const Objects& objects) {
  std::vector<decltype(FindOrNull(objects, ObjectId()))> list;
  names.ForEach([&](const std::string&, ObjectId id) { list.push_back(FindOrNull(objects, id)); });
  return list;
}

}  // namespace

TablePointer Catalog::FindTable(std::string_view key) const { return FindByName(table_names_, tables_, key); }
TablePointer Catalog::FindTable(ObjectId id) const { return FindOrNull(tables_, id); }
ViewPointer Catalog::FindView(std::string_view key) const { return FindByName(view_names_, views_, key); }
ViewPointer Catalog::FindView(ObjectId id) const { return FindOrNull(views_, id); }
EnumPointer Catalog::FindEnum(std::string_view key) const { return FindByName(enum_names_, enums_, key); }
EnumPointer Catalog::FindEnum(ObjectId id) const { return FindOrNull(enums_, id); }

TablePointer Catalog::FindTableOfIndex(std::string_view key) const {
  return FindByName(index_names_, tables_, key);
}

TablePointer Catalog::FindTableOfTrigger(std::string_view key) const {
  return FindByName(trigger_names_, tables_, key);
}

std::vector<ObjectId> Catalog::DependentsOf(ObjectId id) const {
  std::vector<ObjectId> dependents;
  dependents_.ForEachIn(DependencyKey(id, 0), DependencyKey(id, std::numeric_limits<ObjectId>::max()),
                        [&](std::uint64_t key, bool) { dependents.push_back(static_cast<ObjectId>(key)); });
  return dependents;
}

std::vector<TablePointer> Catalog::ChildrenOf(ObjectId table) const {
  std::vector<TablePointer> children;
  for (ObjectId id : DependentsOf(table)) {
    TablePointer child = FindTable(id);
    if (child == nullptr) continue;
    const auto refers = [&](const ForeignKey& key) { return key.parent_table == table; };
    if (std::any_of(child->foreign_keys.begin(), child->foreign_keys.end(), refers)) {
      children.push_back(std::move(child));
    }
  }
  return children;
}

std::vector<TablePointer> Catalog::WaitingFor(std::string_view key) const {
  std::vector<TablePointer> tables;
  waiting_.ForEachIn(WaitingKey(key, 0), WaitingKey(key, std::numeric_limits<ObjectId>::max()),
                     [&](const std::string&, ObjectId id) { tables.push_back(FindTable(id)); });
  return tables;
}

std::vector<TablePointer> Catalog::TablesWithDoubtfulKeys() const {
  std::vector<TablePointer> tables;
  doubtful_.ForEach([&](ObjectId id, bool) { tables.push_back(FindTable(id)); });
  return tables;
}

std::vector<TablePointer> Catalog::TablesOfEnum(ObjectId type) const {
  std::vector<TablePointer> tables;
  for (ObjectId id : DependentsOf(type)) {
    if (TablePointer table = FindTable(id)) tables.push_back(std::move(table));
  }
  return tables;
}

std::vector<ViewPointer> Catalog::ViewsMentioning(ObjectId table_or_view) const {
  std::vector<ViewPointer> views;
  for (ObjectId id : DependentsOf(table_or_view)) {
    if (ViewPointer view = FindView(id)) views.push_back(std::move(view));
  }
  return views;
}

std::vector<TablePointer> Catalog::TablesMentioning(ObjectId table_or_view) const {
  std::vector<TablePointer> tables;
  for (ObjectId id : DependentsOf(table_or_view)) {
    TablePointer table = FindTable(id);
    if (table == nullptr) continue;
    std::vector<ObjectId> mentioned;
    for (const RawObject& raw : table->raw) AddMentioned(raw.words, id, &mentioned);
    if (std::find(mentioned.begin(), mentioned.end(), table_or_view) == mentioned.end()) continue;
    tables.push_back(std::move(table));
  }
  return tables;
}

void Catalog::AddMentioned(const std::vector<std::string>& words, ObjectId self,
                           std::vector<ObjectId>* needs) const {
  for (const std::string& word : words) {
    for (const auto* names : {&table_names_, &view_names_}) {
      const ObjectId* id = names->Find(word);
      if (id != nullptr && *id != self) needs->push_back(*id);
    }
  }
}

std::vector<ObjectId> Catalog::NeedsOf(const Table& table) const {
  std::vector<ObjectId> needs;
  for (const ForeignKey& key : table.foreign_keys) {
    if (key.parent_table != kNoObject && key.parent_table != table.id) needs.push_back(key.parent_table);
  }
  for (const Column& column : table.columns) {
    if (column.type.kind != TypeKind::kEnum) continue;
    if (const ObjectId* type = enum_names_.Find(column.type.name)) needs.push_back(*type);
  }
  for (const RawObject& raw : table.raw) AddMentioned(raw.words, table.id, &needs);
  SortUnique(&needs);
  return needs;
}

std::vector<ObjectId> Catalog::NeedsOf(const View& view) const {
  std::vector<ObjectId> needs;
  AddMentioned(view.words, view.id, &needs);
  SortUnique(&needs);
  return needs;
}

void Catalog::ReplaceNeeds(ObjectId dependent, std::vector<ObjectId> before, std::vector<ObjectId> after) {
  for (ObjectId needed : before) {
    if (std::binary_search(after.begin(), after.end(), needed)) continue;
    dependents_ = dependents_.Without(DependencyKey(needed, dependent));
  }
  for (ObjectId needed : after) {
    if (std::binary_search(before.begin(), before.end(), needed)) continue;
    dependents_ = dependents_.With(DependencyKey(needed, dependent), true);
  }
}

void Catalog::ReplaceNames(const Table* before, const Table* after) {
  static const Table* const kNothing = new Table;
  if (before == nullptr) before = kNothing;
  if (after == nullptr) after = kNothing;
  const auto names_of = [this](const auto& part) -> auto* {
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(part)>, Index>) {
      return &index_names_;
    } else {
      return part.kind == "index" ? &index_names_ : &trigger_names_;
    }
  };
  const auto forget = [&](const auto& was, const auto& is) {
    const auto [first, last] = Changed(was, is);
    for (std::size_t i = first; i + last < was.size(); ++i) {
      Forget(names_of(was[i]), KeyOf(was[i].name.text), before->id);
    }
  };
  const auto add = [&](const auto& was, const auto& is) {
    const auto [first, last] = Changed(was, is);
    for (std::size_t i = first; i + last < is.size(); ++i) {
      auto* names = names_of(is[i]);
      *names = names->With(KeyOf(is[i].name.text), after->id);
    }
  };
  // What the one gives up the other may take.
  forget(before->indexes, after->indexes);
  forget(before->raw, after->raw);
  add(before->indexes, after->indexes);
  add(before->raw, after->raw);
}

void Catalog::Put(TablePointer table) {
  const ObjectId id = table->id;
  const TablePointer before = FindTable(id);
  std::vector<ObjectId> needs_before;
  if (before != nullptr) needs_before = NeedsOf(*before);
  if (before == nullptr || before->name.text != table->name.text) {
    if (before != nullptr) Forget(&table_names_, KeyOf(before->name.text), id);
    table_names_ = table_names_.With(KeyOf(table->name.text), id);
  }
  table = Linked(std::move(table));
  ReplaceNames(before.get(), table.get());
  ReplaceNeeds(id, std::move(needs_before), NeedsOf(*table));
  ReplaceWaiting(before.get(), table.get());
  if (HasNewDoubtfulKeys(before.get(), *table)) doubtful_ = doubtful_.With(id, true);
  tables_ = tables_.With(id, std::move(table));
}

TablePointer Catalog::Linked(TablePointer table) const {
  std::shared_ptr<Table> linked;
  for (std::size_t i = 0; i < table->foreign_keys.size(); ++i) {
    if (table->foreign_keys[i].parent_table != kNoObject) continue;
    const ObjectId* const id = table_names_.Find(KeyOf(table->foreign_keys[i].parent_name.text));
    if (id == nullptr) continue;
    const TablePointer parent = *id == table->id ? table : FindTable(*id);
    ForeignKey key = table->foreign_keys[i];
    if (parent == nullptr || LinkToParent(*parent, &key) != nullptr) continue;
    if (linked == nullptr) linked = std::make_shared<Table>(*table);
    linked->foreign_keys[i] = std::move(key);
  }
  return linked == nullptr ? table : linked;
}

void Catalog::ReplaceWaiting(const Table* before, const Table* after) {
  for (const Table* const table : {before, after}) {
    if (table == nullptr) continue;
    for (const ForeignKey& key : table->foreign_keys) {
      if (key.parent_table != kNoObject) continue;
      const std::string name = WaitingKey(KeyOf(key.parent_name.text), table->id);
      waiting_ = table == after ? waiting_.With(name, table->id) : waiting_.Without(name);
    }
  }
}

// Its keys stay in their order, and new ones come last.
bool Catalog::HasNewDoubtfulKeys(const Table* before, const Table& after) const {
  std::size_t old = 0;
  for (const ForeignKey& key : after.foreign_keys) {
    if (before != nullptr) {
      const SharedVector<ForeignKey>& keys = before->foreign_keys;
      while (old < keys.size() && keys[old].id != key.id) ++old;
      if (old < keys.size()) continue;
    }
    const TablePointer other = FindTable(key.parent_table);
    const Table* const parent = key.parent_table == after.id ? &after : other.get();
    if (parent == nullptr || !LeadsToUniqueKey(key, *parent)) return true;
  }
  return false;
}

Catalog Catalog::With(TablePointer table) const {
  Catalog changed = *this;
  const std::string key = KeyOf(table->name.text);
  const ObjectId id = table->id;
  changed.Put(std::move(table));
  for (TablePointer& child : changed.WaitingFor(key)) {
    if (child->id != id) changed.Put(std::move(child));
  }
  return changed;
}

Catalog Catalog::WithoutTable(ObjectId id) const {
  const TablePointer table = FindTable(id);
  if (table == nullptr) return *this;
  Catalog changed = *this;
  for (const TablePointer& child : ChildrenOf(id)) {
    auto waiting = std::make_shared<Table>(*child);
    for (ForeignKey& key : waiting->foreign_keys) {
      if (key.parent_table == id) Unlink(*table, &key);
    }
    changed.ReplaceNeeds(child->id, NeedsOf(*child), changed.NeedsOf(*waiting));
    changed.ReplaceWaiting(child.get(), waiting.get());
    changed.doubtful_ = changed.doubtful_.With(child->id, true);
    changed.tables_ = changed.tables_.With(child->id, std::move(waiting));
  }
  changed.ReplaceWaiting(table.get(), nullptr);
  changed.doubtful_ = changed.doubtful_.Without(id);
  changed.ReplaceNeeds(id, NeedsOf(*table), {});
  Forget(&changed.table_names_, KeyOf(table->name.text), id);
  changed.ReplaceNames(table.get(), nullptr);
  changed.tables_ = changed.tables_.Without(id);
  return changed;
}

Catalog Catalog::With(ViewPointer view) const {
  Catalog changed = *this;
  std::vector<ObjectId> needs_before;
  if (const ViewPointer before = FindView(view->id)) {
    needs_before = NeedsOf(*before);
    Forget(&changed.view_names_, KeyOf(before->name.text), before->id);
  }
  const ObjectId id = view->id;
  changed.view_names_ = changed.view_names_.With(KeyOf(view->name.text), id);
  changed.ReplaceNeeds(id, std::move(needs_before), changed.NeedsOf(*view));
  changed.views_ = changed.views_.With(id, std::move(view));
  return changed;
}

Catalog Catalog::WithoutView(ObjectId id) const {
  const ViewPointer view = FindView(id);
  if (view == nullptr) return *this;
  Catalog changed = *this;
  changed.ReplaceNeeds(id, NeedsOf(*view), {});
  Forget(&changed.view_names_, KeyOf(view->name.text), id);
  changed.views_ = changed.views_.Without(id);
  return changed;
}

Catalog Catalog::With(EnumPointer type) const {
  Catalog changed = *this;
  const ObjectId id = type->id;
  const std::string key = KeyOf(type->name.text);
  const EnumPointer before = FindEnum(id);
  const std::string key_before = before == nullptr ? key : KeyOf(before->name.text);
  if (before != nullptr) Forget(&changed.enum_names_, key_before, id);
  changed.enum_names_ = changed.enum_names_.With(key, id);
  changed.enums_ = changed.enums_.With(id, std::move(type));
  if (key == key_before) return changed;
  for (const TablePointer& table : TablesOfEnum(id)) {
    auto renamed = std::make_shared<Table>(*table);
    for (Column& column : renamed->columns) {
      if (UsesType(column, key_before)) column.type.name = key;
    }
    // What the table needs stays the same, by id.
    changed.tables_ = changed.tables_.With(table->id, std::move(renamed));
  }
  return changed;
}

Catalog Catalog::WithoutEnum(ObjectId id) const {
  const EnumPointer type = FindEnum(id);
  if (type == nullptr) return *this;
  Catalog changed = *this;
  Forget(&changed.enum_names_, KeyOf(type->name.text), id);
  changed.enums_ = changed.enums_.Without(id);
  return changed;
}

std::vector<TablePointer> Catalog::Tables() const { return ListByName(table_names_, tables_); }
std::vector<ViewPointer> Catalog::Views() const { return ListByName(view_names_, views_); }
std::vector<EnumPointer> Catalog::Enums() const { return ListByName(enum_names_, enums_); }

}  // namespace instar::compiler
