#include "compiler/models/table_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "compiler/models/column_parts.h"
#include "compiler/schema/print_schema.h"
#include "compiler/schema/table_printer.h"

namespace instar::compiler {
namespace {

class Writer {
 public:
  Writer(const Table& table, const Catalog& catalog)
      : table_(table), printer_(catalog, table), parts_(table) {}

  std::string Create(const std::set<ObjectId>& without) {
    for (const Column& column : table_.columns) elements_.push_back(ColumnText(column, without));
    if (table_.primary_key && !parts_.IsPrimaryKeyBeside()) {
      elements_.push_back(printer_.PrimaryKey(*table_.primary_key));
    }
    for (const Unique& unique : table_.uniques) {
      if (!parts_.IsBeside(unique.id)) elements_.push_back(printer_.Unique(unique));
    }
    for (const Check& check : table_.checks) {
      if (!parts_.IsBeside(check.id)) elements_.push_back(printer_.Check(check));
    }
    for (const ForeignKey& key : table_.foreign_keys) {
      const bool stands_here = !without.contains(key.id) && !parts_.IsBeside(key.id);
      if (stands_here) elements_.push_back(printer_.ForeignKey(key));
    }
    return absl::StrCat("create table ", PrintName(table_.name), " (", absl::StrJoin(elements_, ", "), ")",
                        printer_.Options());
  }

 private:
  std::string ColumnText(const Column& column, const std::set<ObjectId>& without) const {
    const ColumnParts::Parts& parts = parts_.Of(column.id);
    std::string text = printer_.Column(column);
    if (parts.primary_key) {
      absl::StrAppend(&text, " primary key", table_.primary_key->autoincrement ? " autoincrement" : "");
    }
    if (parts.unique) absl::StrAppend(&text, " unique");
    for (const Check* check : parts.checks_beside) {
      absl::StrAppend(&text, " check (", PrintExpression(check->expression, table_), ")");
    }
    const ForeignKey* const key = parts.foreign_key_beside;
    if (key != nullptr && !without.contains(key->id)) absl::StrAppend(&text, " ", printer_.References(*key));
    return text;
  }

  const Table& table_;
  const TablePrinter printer_;
  const ColumnParts parts_;
  std::vector<std::string> elements_;
};

}  // namespace

std::string NewTableText(const Table& table, const Catalog& catalog, const std::set<ObjectId>& without) {
  return Writer(table, catalog).Create(without);
}

std::string NewColumnText(const Table& table, const Column& column, const Catalog& catalog,
                          const std::vector<const Check*>& checks,
                          const std::vector<const ForeignKey*>& keys) {
  const TablePrinter printer(catalog, table);
  std::string text = printer.Column(column);
  for (const Check* check : checks) {
    if (check->name) absl::StrAppend(&text, " constraint ", PrintName(*check->name));
    absl::StrAppend(&text, " check (", PrintExpression(check->expression, table), ")");
  }
  for (const ForeignKey* key : keys) {
    if (key->name) absl::StrAppend(&text, " constraint ", PrintName(*key->name));
    absl::StrAppend(&text, " ", printer.References(*key));
  }
  return text;
}

}  // namespace instar::compiler
