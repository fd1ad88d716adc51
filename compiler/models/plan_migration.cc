#include "compiler/models/plan_migration.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "compiler/models/column_parts.h"
#include "compiler/models/renames.h"
#include "compiler/models/sql_name.h"
#include "compiler/models/table_text.h"
#include "compiler/schema/by_id.h"
#include "compiler/schema/describe.h"
#include "compiler/schema/keys.h"
#include "compiler/schema/parents_first.h"
#include "compiler/schema/table_difference.h"
#include "compiler/schema/table_printer.h"

namespace instar::compiler {
namespace {

using Ids = absl::flat_hash_set<ObjectId>;

Ids SetOf(const std::vector<ObjectId>& ids) { return Ids(ids.begin(), ids.end()); }

Ids Joined(const std::vector<ObjectId>& a, const std::vector<ObjectId>& b) {
  Ids both = SetOf(a);
  both.insert(b.begin(), b.end());
  return both;
}

// A table that stands before and after.
struct ChangedTable {
  TablePointer before;
  TablePointer after;
  TableDifference difference;
  Ids dropped_columns;
  Table current;                    // before, without the constraints dropped so far
  std::set<ObjectId> dropped_keys;  // foreign keys
  std::set<ObjectId> waiting_keys;  // foreign keys to be added at last
};

class Planner {
 public:
  Planner(const ModelSet& models, const Alignment& alignment, const PlanOptions& options)
      : models_(models), alignment_(alignment), options_(options), state_(alignment.renamed) {}

  std::vector<PlannedStatement> Plan() {
    MakeTypes();
    Rename();
    FindTables();
    DropForeignKeys();
    DropIndexes();
    for (const TablePointer& table : ParentsFirst(new_tables_)) CreateTable(*table);
    for (ChangedTable& table : changed_) ChangeTable(&table);
    for (const ChangedTable& table : changed_) CreateIndexes(table);
    AddForeignKeys();
    for (const ChangedTable& table : changed_) DropColumns(table);
    DropTables();
    DropTypes();
    return std::move(statements_);
  }

 private:
  // --- statements

  PlannedStatement& Add(std::string sql) {
    statements_.emplace_back().sql = std::move(sql);
    return statements_.back();
  }

  PlannedStatement& Alter(const Table& table, std::string action) {
    PlannedStatement& statement = Add(std::move(action));
    statement.table = PrintName(table.name);
    statement.table_id = table.id;
    return statement;
  }

  void Todo(std::string what, bool fills = false) {
    PlannedStatement& statement = Add("");
    statement.todo = std::move(what);
    statement.fills = fills;
  }

  // --- types

  void MakeTypes() {
    for (const EnumPointer& type : alignment_.target.Enums()) {
      const EnumPointer before = alignment_.renamed.FindEnum(type->id);
      if (before == nullptr) {
        Add(absl::StrCat("create type ", PrintName(type->name), " as enum (", SqlStrings(type->values), ")"));
      } else if (before != type) {
        AddValues(*before, *type);
      }
    }
  }

  void AddValues(const Enum& before, const Enum& after) {
    const auto has = [](const Enum& type, const std::string& value) {
      return std::ranges::find(type.values, value) != type.values.end();
    };
    for (std::size_t i = 0; i < after.values.size(); ++i) {
      const std::string& value = after.values[i];
      if (!has(before, value)) {
        std::string sql = absl::StrCat("alter type ", PrintName(after.name), " add value ", SqlString(value));
        const auto next =
            std::find_if(after.values.begin() + static_cast<std::ptrdiff_t>(i), after.values.end(),
                         [&](const std::string& later) { return has(before, later); });
        if (next != after.values.end()) absl::StrAppend(&sql, " before ", SqlString(*next));
        Add(std::move(sql));
      }
    }
    for (const std::string& value : before.values) {
      if (has(after, value)) continue;
      Todo(absl::StrCat("the value '", value, "' of type '", after.name.text,
                        "' is in no enumeration any more: rename it ('alter type ", after.name.text,
                        " rename value'), or make a new type without it"));
    }
  }

  void DropTypes() {
    for (const EnumPointer& type : alignment_.renamed.Enums()) {
      if (alignment_.target.FindEnum(type->id) == nullptr) Add("drop type " + PrintName(type->name));
    }
  }

  // --- names

  void Rename() {
    for (const TableRename& rename : alignment_.table_renames) {
      Add(absl::StrCat("alter table ", PrintName(rename.from), " rename to ", PrintName(rename.to)));
    }
    for (const ColumnRename& rename : alignment_.column_renames) {
      Alter(*alignment_.renamed.FindTable(rename.table),
            absl::StrCat("rename column ", PrintName(rename.from), " to ", PrintName(rename.to)));
    }
  }

  // --- what there is to do

  void FindTables() {
    for (const TablePointer& table : alignment_.target.Tables()) {
      for (const ForeignKey& key : table->foreign_keys) {
        referenced_.insert(key.parent_columns.begin(), key.parent_columns.end());
      }
    }
    for (const auto& [id, wanted] : alignment_.wanted) {
      TablePointer after = alignment_.target.FindTable(id);
      TablePointer before = alignment_.renamed.FindTable(id);
      if (before == nullptr) {
        new_tables_.push_back(std::move(after));
        continue;
      }
      TableDifference difference = Difference(*before, *after);
      Table current = *before;
      Ids dropped = SetOf(difference.dropped_columns);
      changed_.push_back({std::move(before),
                          std::move(after),
                          std::move(difference),
                          std::move(dropped),
                          std::move(current),
                          {},
                          {}});
    }
    if (!options_.drop_tables) return;
    for (const ObjectId id : alignment_.without_struct) gone_.push_back(alignment_.renamed.FindTable(id));
  }

  // Columns whose values other databases would not compare with what they were: keys must not lead to or from
  // them meanwhile.
  std::set<ObjectId> RetypedColumns() const {
    std::set<ObjectId> columns;
    for (const ChangedTable& table : changed_) {
      for (const ColumnChange& change : table.difference.changed_columns) {
        const Type& before = table.before->Find(change.column)->type;
        const Type& after = table.after->Find(change.column)->type;
        if (change.type && AffinityOf(before) != AffinityOf(after)) columns.insert(change.column);
      }
    }
    return columns;
  }

  // --- foreign keys

  // Goes with its column, and nothing needs it to go before.
  bool GoesWithColumn(const ChangedTable& table, const ForeignKey& key) const {
    if (key.columns.size() != 1 || !table.dropped_columns.contains(key.columns[0])) return false;
    const TablePointer parent = alignment_.target.FindTable(key.parent_table);
    return parent != nullptr && LeadsToUniqueKey(key, *parent);
  }

  void DropForeignKeys() {
    const std::set<ObjectId> retyped = RetypedColumns();
    const auto is_retyped = [&](const ForeignKey& key) {
      const auto hit = [&](ObjectId column) { return retyped.contains(column); };
      return std::ranges::any_of(key.columns, hit) || std::ranges::any_of(key.parent_columns, hit);
    };
    for (ChangedTable& table : changed_) {
      const MemberChanges& keys = table.difference.foreign_keys;
      const Ids dropped = SetOf(keys.dropped);
      const Ids redone = SetOf(keys.changed);
      for (const ForeignKey& key : table.before->foreign_keys) {
        const bool is_gone = dropped.contains(key.id);
        const bool is_changed = redone.contains(key.id) || (!is_gone && is_retyped(key));
        if (!is_gone && !is_changed) continue;
        if (is_gone && GoesWithColumn(table, key)) continue;
        DropConstraint(&table, {nullptr, nullptr, nullptr, &key});
        if (is_changed) table.waiting_keys.insert(key.id);
      }
      for (const ObjectId id : keys.added) table.waiting_keys.insert(id);
    }
    // Of tables that go at last, too: what they need may go before them.
    for (const TablePointer& table : gone_) {
      for (const ForeignKey& key : table->foreign_keys) {
        const TablePointer parent = alignment_.target.FindTable(key.parent_table);
        if (alignment_.wanted.contains(key.parent_table) && !LeadsToUniqueKey(key, *parent)) {
          DropKeyOf(*table, key);
        }
      }
    }
  }

  void DropKeyOf(const Table& table, const ForeignKey& key) {
    const ConstraintPointer pointer{nullptr, nullptr, nullptr, &key};
    Alter(table, absl::StrCat("drop constraint ", NameInSql(pointer, NameOf(table, pointer))));
  }

  static bool SameConstraint(const ConstraintPointer& a, const ConstraintPointer& b) {
    if (a.unique != nullptr && b.unique != nullptr) return a.unique->id == b.unique->id;
    if (a.check != nullptr && b.check != nullptr) return a.check->id == b.check->id;
    if (a.foreign_key != nullptr && b.foreign_key != nullptr) return a.foreign_key->id == b.foreign_key->id;
    return a.primary_key != nullptr && b.primary_key != nullptr;
  }

  void DropConstraint(ChangedTable* table, const ConstraintPointer& constraint) {
    Table& current = table->current;
    const std::string name = NameOf(current, constraint);
    if (!SameConstraint(FindConstraint(current, KeyOf(name)), constraint)) {
      Todo(absl::StrCat("table '", current.name.text, "' has several constraints without a name that '", name,
                        "' may mean: drop the one that no struct has any more"));
      return;
    }
    Alter(current, absl::StrCat("drop constraint ", NameInSql(constraint, name)));
    if (constraint.primary_key != nullptr) current.primary_key.reset();
    const auto erase = [](auto* members, ObjectId id) {
      members->EraseIf([&](const auto& member) { return member.id == id; });
    };
    if (constraint.unique != nullptr) erase(&current.uniques, constraint.unique->id);
    if (constraint.check != nullptr) erase(&current.checks, constraint.check->id);
    if (constraint.foreign_key != nullptr) erase(&current.foreign_keys, constraint.foreign_key->id);
  }

  static std::string NameInSql(const ConstraintPointer& constraint, const std::string& name) {
    return constraint.name() ? PrintName(*constraint.name()) : SqlName(name);
  }

  bool CanLead(const ForeignKey& key) const {
    const TablePointer parent = state_.FindTable(key.parent_table);
    return parent != nullptr && LeadsToUniqueKey(key, *parent);
  }

  void AddForeignKeys() {
    for (const ChangedTable& table : changed_) {
      const TablePrinter printer(alignment_.target, *table.after);
      for (const ForeignKey& key : table.after->foreign_keys) {
        if (!table.waiting_keys.contains(key.id)) continue;
        Alter(*table.after, "add " + printer.ForeignKey(key));
      }
    }
    for (const auto& [table, key] : late_keys_) {
      Alter(*table, "add " + TablePrinter(alignment_.target, *table).ForeignKey(*key));
    }
  }

  // --- indexes

  void DropIndexes() {
    for (const ChangedTable& table : changed_) {
      const Ids gone = Joined(table.difference.indexes.dropped, table.difference.indexes.changed);
      for (const Index& index : table.before->indexes) {
        if (gone.contains(index.id)) Add("drop index " + PrintName(index.name));
      }
    }
  }

  void CreateIndexes(const ChangedTable& table) {
    const TablePrinter printer(alignment_.target, *table.after);
    const MemberChanges& changes = table.difference.indexes;
    const Ids renamed = SetOf(changes.renamed);
    const Ids made = Joined(changes.added, changes.changed);
    const auto before = MapOf(table.before->indexes);
    for (const Index& index : table.after->indexes) {
      if (renamed.contains(index.id)) {
        Add(absl::StrCat("alter index ", PrintName(before.at(index.id)->name), " rename to ",
                         PrintName(index.name)));
      }
      if (made.contains(index.id)) Add(printer.Index(index));
    }
    state_ = state_.With(table.after);
  }

  // --- new tables

  void CreateTable(const Table& table) {
    std::set<ObjectId> late;
    for (const ForeignKey& key : table.foreign_keys) {
      if (CanLead(key) || IsOwnKey(table, key)) continue;
      late.insert(key.id);
      late_keys_.emplace_back(alignment_.target.FindTable(table.id), &key);
    }
    Add(NewTableText(table, alignment_.target, late));
    const TablePrinter printer(alignment_.target, table);
    for (const Index& index : table.indexes) Add(printer.Index(index));
    state_ = state_.With(alignment_.target.FindTable(table.id));
  }

  // Within the statement the indexes are still to come.
  static bool IsOwnKey(Table table, const ForeignKey& key) {
    if (key.parent_table != table.id) return false;
    table.indexes.clear();
    return LeadsToUniqueKey(key, table);
  }

  // --- columns and constraints

  void ChangeTable(ChangedTable* table) {
    if (table->difference.options) {
      Todo(absl::StrCat(
          "table '", table->after->name.text,
          "' becomes another kind of table (strict, without rowid): make a new one, move the rows"));
    }
    DropKeysAndChecks(table);
    AddColumns(table);
    for (const ColumnChange& change : table->difference.changed_columns) ChangeColumn(*table, change);
    AddKeysAndChecks(*table);
  }

  void DropKeysAndChecks(ChangedTable* table) {
    const TableDifference& difference = table->difference;
    if (difference.primary_key && table->before->primary_key) {
      DropConstraint(table, {&*table->before->primary_key, nullptr, nullptr, nullptr});
    }
    // One of a single column goes with that.
    const auto drop = [&](const auto& members, const MemberChanges& changes) {
      const Ids gone = Joined(changes.dropped, changes.changed);
      for (const auto& member : members) {
        if (!gone.contains(member.id) || table->dropped_columns.contains(OnlyColumn(member))) continue;
        DropConstraint(table, PointerTo(member));
      }
    };
    drop(table->before->uniques, difference.uniques);
    drop(table->before->checks, difference.checks);
  }

  void AddColumns(ChangedTable* table) {
    const Table& after = *table->after;
    if (table->difference.added_columns.empty()) return;
    const ColumnParts parts(after);
    for (const ObjectId id : table->difference.added_columns) {
      const Column& column = *after.Find(id);
      // What stands with a new column needs no rebuild.
      const std::vector<const Check*>& checks = parts.Of(id).checks;
      for (const Check* check : checks) inline_.insert(check->id);
      std::vector<const ForeignKey*> keys = parts.Of(id).foreign_keys;
      std::erase_if(keys, [&](const ForeignKey* key) { return !CanLead(*key); });
      for (const ForeignKey* key : keys) table->waiting_keys.erase(key->id);
      const bool fills = options_.fill_first.contains(id);
      Column added = column;
      if (fills) added.not_null = false;
      Alter(after, "add column " + NewColumnText(after, added, alignment_.target, checks, keys)).column =
          FilledColumn(column);
      if (fills) SetNotNull(after, column, "");
    }
  }

  // What is generated is filled by nobody, and what others refer to not beside a rebuild.
  ObjectId FilledColumn(const Column& column) const {
    return column.generated || referenced_.contains(column.id) ? kNoObject : column.id;
  }

  // `where`: which rows have no value.
  void SetNotNull(const Table& table, const Column& column, const std::string& where) {
    const std::string name = PrintName(column.name);
    if (options_.fill_first.contains(column.id)) {
      Todo(absl::StrCat("give '", column.name.text, "' of the rows that are there a value: update ",
                        PrintName(table.name), " set ", name, " = ", ValueOf(table, column), where, ";"),
           true);
    }
    Alter(table, absl::StrCat("alter column ", name, " set not null")).column = FilledColumn(column);
  }

  // What the field is initialised with, where that is a plain literal.
  std::string ValueOf(const Table& table, const Column& column) const {
    const TablePrinter printer(alignment_.target, table);
    if (column.default_value) return printer.Default(column);
    const WantedTable& wanted = *alignment_.wanted.at(table.id);
    const auto found = wanted.columns.find(KeyOf(column.name.text));
    const std::string& value = found == wanted.columns.end()
                                   ? ""
                                   : models_.models[wanted.model].fields[found->second.field].cpp_default;
    const bool plain =
        value == "true" || value == "false" || (!value.empty() && std::ranges::all_of(value, [](char c) {
          return (c >= '0' && c <= '9') || c == '.' || c == '-';
        }));
    return plain ? value : "...";
  }

  void ChangeColumn(const ChangedTable& table, const ColumnChange& change) {
    const Table& after = *table.after;
    const Column& before = *table.before->Find(change.column);
    const Column& column = *after.Find(change.column);
    const std::string name = PrintName(column.name);
    const TablePrinter printer(alignment_.target, after);
    if (change.collation || change.generated || change.identity) {
      Todo(absl::StrCat("column '", column.name.text, "' of table '", after.name.text, "' becomes '",
                        TableDescriber(after, alignment_.target).Describe(column),
                        "', which no statement does: add a new column, move the values, drop this one"));
      return;
    }
    if (change.type) {
      // The old default may be none of the new type.
      if (change.default_value && before.default_value)
        Alter(after, absl::StrCat("alter column ", name, " drop default"));
      Alter(after, absl::StrCat("alter column ", name, " type ", printer.ColumnType(column.type))).column =
          column.id;
    }
    if (change.default_value && column.default_value) {
      Alter(after, absl::StrCat("alter column ", name, " set default ", printer.Default(column)));
    } else if (change.default_value && !change.type) {
      Alter(after, absl::StrCat("alter column ", name, " drop default"));
    }
    if (change.not_null && column.not_null)
      SetNotNull(after, column, absl::StrCat(" where ", name, " is null"));
    if (change.not_null && !column.not_null)
      Alter(after, absl::StrCat("alter column ", name, " drop not null"));
  }

  void AddKeysAndChecks(const ChangedTable& table) {
    const Table& after = *table.after;
    const TableDifference& difference = table.difference;
    const TablePrinter printer(alignment_.target, after);
    // Their old names may be taken by what comes.
    RenameConstraints(table);
    if (difference.primary_key && after.primary_key)
      Alter(after, "add " + printer.PrimaryKey(*after.primary_key));
    const Ids uniques = Joined(difference.uniques.added, difference.uniques.changed);
    for (const Unique& unique : after.uniques) {
      if (uniques.contains(unique.id)) Alter(after, "add " + printer.Unique(unique));
    }
    const Ids checks = Joined(difference.checks.added, difference.checks.changed);
    for (const Check& check : after.checks) {
      if (checks.contains(check.id) && !inline_.contains(check.id))
        Alter(after, "add " + printer.Check(check));
    }
  }

  static ConstraintPointer PointerTo(const Unique& unique) { return {nullptr, &unique, nullptr, nullptr}; }
  static ConstraintPointer PointerTo(const Check& check) { return {nullptr, nullptr, &check, nullptr}; }
  static ConstraintPointer PointerTo(const ForeignKey& key) { return {nullptr, nullptr, nullptr, &key}; }

  struct ConstraintRename {
    std::string from;
    std::string to;
    std::string from_in_sql;
    std::string to_in_sql;
  };

  template <typename Member>
  static void AddRenames(const ChangedTable& table, const MemberChanges& changes,
                         const SharedVector<Member>& before, const SharedVector<Member>& after,
                         std::vector<ConstraintRename>* renames) {
    if (changes.renamed.empty()) return;
    const Ids renamed = SetOf(changes.renamed);
    const auto old_members = MapOf(before);
    for (const Member& member : after) {
      // It came anew, with its new name.
      if (!renamed.contains(member.id) || !member.name || table.waiting_keys.contains(member.id)) continue;
      const ConstraintPointer old = PointerTo(*old_members.at(member.id));
      const std::string name = NameOf(*table.before, old);
      renames->push_back({name, member.name->text, NameInSql(old, name), PrintName(*member.name)});
    }
  }

  static std::vector<ConstraintRename> RenamesOf(const ChangedTable& table) {
    const Table& before = *table.before;
    const Table& after = *table.after;
    std::vector<ConstraintRename> renames;
    if (table.difference.primary_key_name) {
      const ConstraintPointer key{&*before.primary_key, nullptr, nullptr, nullptr};
      const ConstraintPointer renamed{&*after.primary_key, nullptr, nullptr, nullptr};
      const std::string from = NameOf(before, key);
      const std::string to = NameOf(after, renamed);
      renames.push_back({from, to, NameInSql(key, from), NameInSql(renamed, to)});
    }
    AddRenames(table, table.difference.uniques, before.uniques, after.uniques, &renames);
    AddRenames(table, table.difference.checks, before.checks, after.checks, &renames);
    AddRenames(table, table.difference.foreign_keys, before.foreign_keys, after.foreign_keys, &renames);
    return renames;
  }

  // Names that go round in a circle come last, where the compiler says what is wrong.
  void RenameConstraints(const ChangedTable& table) {
    std::map<std::string, ConstraintRename> renames;
    std::vector<WantedName> wanted;
    std::set<std::string> present;
    for (ConstraintRename& rename : RenamesOf(table)) {
      const std::string from = KeyOf(rename.from);
      wanted.push_back({KeyOf(rename.to), from});
      present.insert(from);
      renames.emplace(from, std::move(rename));
    }
    const auto add = [&](const ConstraintRename& rename) {
      Alter(*table.after, absl::StrCat("rename constraint ", rename.from_in_sql, " to ", rename.to_in_sql));
    };
    for (const auto& rename : FindRenames(wanted, present)) add(renames.extract(rename.from).mapped());
    for (const auto& [from, rename] : renames) add(rename);
  }

  // --- what goes

  void DropColumns(const ChangedTable& table) {
    // What is made of others goes before them.
    for (const bool generated : {true, false}) {
      for (const ObjectId id : table.difference.dropped_columns) {
        const Column& column = *table.before->Find(id);
        if (column.generated.has_value() != generated) continue;
        PlannedStatement& drop = Alter(*table.after, "drop column " + PrintName(column.name));
        drop.column = id;
        drop.drops_column = true;
      }
    }
  }

  void DropTables() {
    std::vector<TablePointer> ordered = ParentsFirst(gone_);
    std::reverse(ordered.begin(), ordered.end());
    // In a cycle a key of one that goes later stands in the way.
    std::set<ObjectId> dropped;
    std::vector<PlannedStatement> drops;
    for (const TablePointer& table : ordered) {
      for (const ForeignKey& key : table->foreign_keys) {
        if (dropped.contains(key.parent_table)) DropKeyOf(*table, key);
      }
      dropped.insert(table->id);
      PlannedStatement& drop = drops.emplace_back();
      drop.sql = "drop table " + PrintName(table->name);
      drop.table_id = table->id;
    }
    for (PlannedStatement& drop : drops) statements_.push_back(std::move(drop));
  }

  const ModelSet& models_;
  const Alignment& alignment_;
  const PlanOptions& options_;
  Catalog state_;
  std::vector<TablePointer> new_tables_;
  std::vector<ChangedTable> changed_;
  std::vector<TablePointer> gone_;
  std::vector<std::pair<TablePointer, const ForeignKey*>> late_keys_;
  std::set<ObjectId> referenced_;  // columns that foreign keys lead to
  std::set<ObjectId> inline_;      // checks and foreign keys that came with their column
  std::vector<PlannedStatement> statements_;
};

}  // namespace

std::vector<PlannedStatement> PlanMigration(const ModelSet& models, const Alignment& alignment,
                                            const PlanOptions& options) {
  return Planner(models, alignment, options).Plan();
}

}  // namespace instar::compiler
