#include "compiler/schema/print_schema.h"

#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "compiler/schema/by_id.h"
#include "compiler/schema/table_printer.h"

namespace instar::compiler {
namespace {

void AppendListItem(const std::string& item, std::string* list) {
  *list += (list->empty() ? "" : ", ") + item;
}

// With its indexes and what raw SQL made on it.
std::string PrintTable(const Catalog& catalog, const Table& table) {
  const TablePrinter printer(catalog, table);
  std::string elements;
  const auto add = [&](const std::string& element) {
    elements += (elements.empty() ? "    " : ",\n    ") + element;
  };
  for (const Column& column : table.columns) add(printer.Column(column));
  if (table.primary_key) add(printer.PrimaryKey(*table.primary_key));
  for (const Unique& unique : table.uniques) add(printer.Unique(unique));
  for (const Check& check : table.checks) add(printer.Check(check));
  for (const ForeignKey& key : table.foreign_keys) add(printer.ForeignKey(key));
  std::string text =
      absl::StrCat("create table ", PrintName(table.name), " (\n", elements, "\n)", printer.Options(), ";\n");
  for (const Index& index : table.indexes) text += printer.Index(index) + ";\n";
  for (const RawObject& raw : table.raw) text += raw.text + ";\n";
  return text;
}

std::string PrintEnum(const Enum& type) {
  std::string values;
  for (const std::string& value : type.values) AppendListItem(PrintInQuotes(value, '\''), &values);
  return absl::StrCat("create type ", PrintName(type.name), " as enum (", values, ");\n");
}

}  // namespace

std::string PrintView(const View& view) {
  std::string columns;
  for (const Identifier& column : view.columns) AppendListItem(PrintName(column), &columns);
  if (!columns.empty()) columns = " (" + columns + ")";
  return absl::StrCat("create view ", PrintName(view.name), columns, " as ",
                      PrintExpression(view.query, Table()));
}

std::string PrintExpression(const Expression& expression, const Table& table) {
  std::string text;
  for (const ExpressionToken& token : expression.tokens) {
    if (token.space_before) text += ' ';
    const Column* const column = token.column == kNoObject ? nullptr : table.Find(token.column);
    text += column == nullptr ? token.text : PrintName(column->name);
  }
  return text;
}

std::string PrintSchema(const Catalog& catalog) {
  std::string text;
  for (const EnumPointer& type : ById(catalog.Enums())) text += PrintEnum(*type);
  for (const TablePointer& table : ById(catalog.Tables())) text += PrintTable(catalog, *table);
  for (const ViewPointer& view : ById(catalog.Views())) text += PrintView(*view) + ";\n";
  return text;
}

}  // namespace instar::compiler
