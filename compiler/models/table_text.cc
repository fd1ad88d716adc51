#include "compiler/models/table_text.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "compiler/schema/keys.h"
#include "compiler/schema/print_schema.h"
#include "compiler/schema/table_printer.h"

namespace instar::compiler {
namespace {

bool IsPlain(const std::vector<KeyColumn>& key) {
  return key.size() == 1 && !key[0].descending && !key[0].collation;
}

class Writer {
 public:
  Writer(const Table& table, const Catalog& catalog) : table_(table), printer_(catalog, table) {}

  std::string Create(const std::set<ObjectId>& without) {
    for (const Column& column : table_.columns) elements_.push_back(ColumnText(column, without));
    if (table_.primary_key && BesideColumn(table_, *table_.primary_key) == nullptr) {
      elements_.push_back(printer_.PrimaryKey(*table_.primary_key));
    }
    for (const Unique& unique : table_.uniques) {
      if (BesideColumn(table_, unique) == nullptr) elements_.push_back(printer_.Unique(unique));
    }
    for (const Check& check : table_.checks) {
      if (BesideColumn(table_, check) == nullptr) elements_.push_back(printer_.Check(check));
    }
    for (const ForeignKey& key : table_.foreign_keys) {
      if (without.contains(key.id)) continue;
      if (BesideColumn(table_, key) == nullptr) elements_.push_back(printer_.ForeignKey(key));
    }
    return absl::StrCat("create table ", PrintName(table_.name), " (", absl::StrJoin(elements_, ", "), ")",
                        printer_.Options());
  }

 private:
  std::string ColumnText(const Column& column, const std::set<ObjectId>& without) const {
    std::string text = printer_.Column(column);
    if (table_.primary_key && BesideColumn(table_, *table_.primary_key) == &column) {
      absl::StrAppend(&text, " primary key", table_.primary_key->autoincrement ? " autoincrement" : "");
    }
    for (const Unique& unique : table_.uniques) {
      if (BesideColumn(table_, unique) == &column) absl::StrAppend(&text, " unique");
    }
    for (const Check& check : table_.checks) {
      if (BesideColumn(table_, check) != &column) continue;
      absl::StrAppend(&text, " check (", PrintExpression(check.expression, table_), ")");
    }
    for (const ForeignKey& key : table_.foreign_keys) {
      if (BesideColumn(table_, key) != &column || without.contains(key.id)) continue;
      absl::StrAppend(&text, " ", printer_.References(key));
    }
    return text;
  }

  const Table& table_;
  const TablePrinter printer_;
  std::vector<std::string> elements_;
};

}  // namespace

const Column* OnlyColumn(const Table& table, const Unique& unique) {
  return IsPlain(unique.columns) ? table.Find(unique.columns[0].column) : nullptr;
}

const Column* OnlyColumn(const Table& table, const Check& check) {
  const std::vector<ObjectId> columns = ColumnsOf(check.expression);
  return columns.size() == 1 ? table.Find(columns[0]) : nullptr;
}

const Column* OnlyColumn(const Table& table, const ForeignKey& key) {
  return key.columns.size() == 1 ? table.Find(key.columns[0]) : nullptr;
}

namespace {

template <typename Constraint>
const Column* FirstBeside(const Table& table, const SharedVector<Constraint>& all, const Constraint& one) {
  const Column* const column = one.name ? nullptr : OnlyColumn(table, one);
  if (column == nullptr) return nullptr;
  for (const Constraint& other : all) {
    if (other.id == one.id) return column;
    if (!other.name && OnlyColumn(table, other) == column) return nullptr;
  }
  return column;
}

}  // namespace

const Column* BesideColumn(const Table& table, const PrimaryKey& key) {
  return !key.name && IsPlain(key.columns) ? table.Find(key.columns[0].column) : nullptr;
}

const Column* BesideColumn(const Table& table, const Unique& unique) {
  return FirstBeside(table, table.uniques, unique);
}

const Column* BesideColumn(const Table& table, const Check& check) {
  return check.name ? nullptr : OnlyColumn(table, check);
}

const Column* BesideColumn(const Table& table, const ForeignKey& key) {
  return FirstBeside(table, table.foreign_keys, key);
}

std::string NewTableText(const Table& table, const Catalog& catalog, const std::set<ObjectId>& without) {
  return Writer(table, catalog).Create(without);
}

std::string NewColumnText(const Table& table, const Column& column, const Catalog& catalog,
                          const std::set<ObjectId>& with) {
  const TablePrinter printer(catalog, table);
  std::string text = printer.Column(column);
  for (const Check& check : table.checks) {
    if (!with.contains(check.id) || OnlyColumn(table, check) != &column) continue;
    if (check.name) absl::StrAppend(&text, " constraint ", PrintName(*check.name));
    absl::StrAppend(&text, " check (", PrintExpression(check.expression, table), ")");
  }
  for (const ForeignKey& key : table.foreign_keys) {
    if (!with.contains(key.id) || OnlyColumn(table, key) != &column) continue;
    if (key.name) absl::StrAppend(&text, " constraint ", PrintName(*key.name));
    absl::StrAppend(&text, " ", printer.References(key));
  }
  return text;
}

}  // namespace instar::compiler
