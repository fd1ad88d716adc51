// The schema at one moment, as a value.
#ifndef INSTAR_COMPILER_SCHEMA_CATALOG_H_
#define INSTAR_COMPILER_SCHEMA_CATALOG_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/schema/objects.h"
#include "compiler/schema/persistent_map.h"

namespace instar::compiler {

// Copying costs a few pointers, so one is kept for every revision. Changes give a new catalog; they check
// nothing (schema/ does) but keep the look-ups right.
class Catalog {
 public:
  // By key (KeyOf). Null when there is none.
  TablePointer FindTable(std::string_view key) const;
  TablePointer FindTable(ObjectId id) const;
  ViewPointer FindView(std::string_view key) const;
  EnumPointer FindEnum(std::string_view key) const;
  // The table that an index or a raw object (trigger) of that name is on.
  TablePointer FindTableOfIndex(std::string_view key) const;
  TablePointer FindTableOfTrigger(std::string_view key) const;
  ViewPointer FindView(ObjectId id) const;
  EnumPointer FindEnum(ObjectId id) const;
  // Tables with a foreign key to this one, by id, without itself.
  std::vector<TablePointer> ChildrenOf(ObjectId table) const;
  // Tables with a foreign key that waits for a table of this name.
  std::vector<TablePointer> WaitingFor(std::string_view key) const;
  // Tables with a foreign key that, when it came, had no parent or led to nothing unique there. What it waits
  // for may have come since.
  std::vector<TablePointer> TablesWithDoubtfulKeys() const;
  bool HasDoubtfulKeys() const { return !doubtful_.empty(); }
  bool HasDoubtfulKeys(ObjectId table) const { return doubtful_.Find(table) != nullptr; }
  // Tables with a column of this type.
  std::vector<TablePointer> TablesOfEnum(ObjectId type) const;
  // Views whose text mentions this table or view, and other tables on which a raw object does.
  std::vector<ViewPointer> ViewsMentioning(ObjectId table_or_view) const;
  std::vector<TablePointer> TablesMentioning(ObjectId table_or_view) const;

  // Adds it, or replaces the table of the same id (whose name, indexes and foreign keys may differ). Foreign
  // keys that wait for a table which is there now get it as their parent: its own, and those of others.
  Catalog With(TablePointer table) const;
  // Foreign keys that lead to it wait for another one of its name.
  Catalog WithoutTable(ObjectId id) const;
  Catalog With(ViewPointer view) const;
  Catalog WithoutView(ObjectId id) const;
  // A new name goes on to the columns of that type.
  Catalog With(EnumPointer type) const;
  Catalog WithoutEnum(ObjectId id) const;

  // In the order of keys.
  std::vector<TablePointer> Tables() const;
  std::vector<ViewPointer> Views() const;
  std::vector<EnumPointer> Enums() const;

 private:
  void Put(TablePointer table);
  // With parents for those of its foreign keys that wait and need not any more.
  TablePointer Linked(TablePointer table) const;
  void ReplaceWaiting(const Table* before, const Table* after);
  bool HasNewDoubtfulKeys(const Table* before, const Table& after) const;
  // Takes the names of indexes and raw objects from the one table over to the other; null: it has none.
  void ReplaceNames(const Table* before, const Table* after);
  std::vector<ObjectId> NeedsOf(const Table& table) const;
  std::vector<ObjectId> NeedsOf(const View& view) const;
  void AddMentioned(const std::vector<std::string>& words, ObjectId self, std::vector<ObjectId>* needs) const;
  void ReplaceNeeds(ObjectId dependent, std::vector<ObjectId> before, std::vector<ObjectId> after);
  std::vector<ObjectId> DependentsOf(ObjectId id) const;

  PersistentMap<ObjectId, TablePointer> tables_;
  PersistentMap<ObjectId, ViewPointer> views_;
  PersistentMap<ObjectId, EnumPointer> enums_;
  PersistentMap<std::string, ObjectId> table_names_;
  PersistentMap<std::string, ObjectId> view_names_;
  PersistentMap<std::string, ObjectId> enum_names_;
  PersistentMap<std::string, ObjectId> index_names_;    // to the table
  PersistentMap<std::string, ObjectId> trigger_names_;  // to the table
  // By the name that a foreign key waits for and the table that it is of.
  PersistentMap<std::string, ObjectId> waiting_;
  PersistentMap<ObjectId, bool> doubtful_;
  // Who needs whom: the needed object's id in the high half of the key, the one that needs it in the low.
  PersistentMap<std::uint64_t, bool> dependents_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_CATALOG_H_
