#include "compiler/models/way_back.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "compiler/models/sql_name.h"
#include "compiler/models/table_text.h"
#include "compiler/schema/keys.h"
#include "compiler/schema/table_printer.h"

namespace instar::compiler {
namespace {

class Writer {
 public:
  Writer(const Catalog& head, const std::set<ObjectId>& columns) : head_(head), columns_(columns) {}

  WayBack Write() {
    for (const TablePointer& table : head_.Tables()) AddColumns(*table);
    for (const TablePointer& table : head_.Tables()) AddKeys(*table);
    // They may need the others' keys.
    for (const TablePointer& table : head_.Tables()) AddForeignKeys(*table);
    return std::move(way_back_);
  }

 private:
  void Alter(const Table& table, const std::string& action) {
    way_back_.statements.push_back(absl::StrCat("alter table ", PrintName(table.name), " ", action));
  }

  std::string SomeValue(const Type& type) const {
    const EnumPointer found = type.kind == TypeKind::kEnum ? head_.FindEnum(type.name) : nullptr;
    if (found != nullptr && !found->values.empty()) return SqlString(found->values[0]);
    const Affinity affinity = AffinityOf(type);
    return affinity == Affinity::kText ? "''" : affinity == Affinity::kBlob ? "x''" : "0";
  }

  void AddColumns(const Table& table) {
    for (const Column& column : table.columns) {
      if (!columns_.contains(column.id)) continue;
      std::set<ObjectId> with;
      for (const Check& check : table.checks) {
        if (OnlyColumn(table, check) == &column) with.insert(check.id);
      }
      const std::string text = NewColumnText(table, column, head_, with);
      inline_.insert(with.begin(), with.end());
      if (column.default_value || column.generated || column.identity != IdentityKind::kNone ||
          !column.not_null) {
        Alter(table, "add column " + text);
        continue;
      }
      way_back_.makes_up_values = true;
      Alter(table, absl::StrCat("add column ", text, " default ", SomeValue(column.type)));
      Alter(table, absl::StrCat("alter column ", PrintName(column.name), " drop default"));
    }
  }

  bool Mentions(const std::vector<ObjectId>& ids) const {
    return std::ranges::any_of(ids, [&](ObjectId id) { return columns_.contains(id); });
  }
  bool Mentions(const std::vector<KeyColumn>& key) const {
    return std::ranges::any_of(key, [&](const KeyColumn& part) { return columns_.contains(part.column); });
  }
  bool Mentions(const Expression& expression) const { return Mentions(ColumnsOf(expression)); }
  bool Mentions(const Index& index) const {
    return (index.where && Mentions(*index.where)) ||
           std::ranges::any_of(index.terms, [&](const IndexTerm& term) {
             return columns_.contains(term.column) || Mentions(term.expression);
           });
  }

  void AddKeys(const Table& table) {
    const TablePrinter printer(head_, table);
    if (table.primary_key && Mentions(table.primary_key->columns)) {
      Alter(table, "add " + printer.PrimaryKey(*table.primary_key));
    }
    for (const Unique& unique : table.uniques) {
      if (Mentions(unique.columns)) Alter(table, "add " + printer.Unique(unique));
    }
    for (const Check& check : table.checks) {
      if (!inline_.contains(check.id) && Mentions(check.expression))
        Alter(table, "add " + printer.Check(check));
    }
    for (const Index& index : table.indexes) {
      if (Mentions(index)) way_back_.statements.push_back(printer.Index(index));
    }
  }

  void AddForeignKeys(const Table& table) {
    const TablePrinter printer(head_, table);
    for (const ForeignKey& key : table.foreign_keys) {
      if (Mentions(key.columns) || Mentions(key.parent_columns))
        Alter(table, "add " + printer.ForeignKey(key));
    }
  }

  const Catalog& head_;
  const std::set<ObjectId>& columns_;
  std::set<ObjectId> inline_;  // checks that came with their column
  WayBack way_back_;
};

}  // namespace

WayBack WayBackOf(const Catalog& head, const std::set<ObjectId>& columns) {
  return Writer(head, columns).Write();
}

}  // namespace instar::compiler
