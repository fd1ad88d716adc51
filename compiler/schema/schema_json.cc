// PrintSchemaAsJson
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "compiler/schema/by_id.h"
#include "compiler/schema/print_schema.h"

namespace instar::compiler {
namespace {

// Keeps the order in which things are said.
using Json = nlohmann::ordered_json;

class TableToJson {
 public:
  TableToJson(const Catalog& catalog, const Table& table) : catalog_(catalog), table_(table) {}

  Json Convert() const {
    Json json;
    json["name"] = table_.name.text;
    json["columns"] = Json::array();
    for (const Column& column : table_.columns) json["columns"].push_back(Convert(column));
    if (table_.primary_key) {
      json["primary_key"] = WithName(table_.primary_key->name);
      json["primary_key"]["columns"] = Convert(table_.primary_key->columns);
      if (table_.primary_key->autoincrement) json["primary_key"]["autoincrement"] = true;
    }
    for (const Unique& unique : table_.uniques) {
      Json key = WithName(unique.name);
      key["columns"] = Convert(unique.columns);
      json["uniques"].push_back(std::move(key));
    }
    for (const Check& check : table_.checks) {
      Json converted = WithName(check.name);
      converted["expression"] = PrintExpression(check.expression, table_);
      json["checks"].push_back(std::move(converted));
    }
    for (const ForeignKey& key : table_.foreign_keys) json["foreign_keys"].push_back(Convert(key));
    for (const Index& index : table_.indexes) json["indexes"].push_back(Convert(index));
    for (const RawObject& raw : table_.raw) {
      json["raw"].push_back({{"kind", raw.kind}, {"name", raw.name.text}, {"text", raw.text}});
    }
    if (table_.strict) json["strict"] = true;
    if (table_.without_rowid) json["without_rowid"] = true;
    return json;
  }

 private:
  static Json WithName(const std::optional<Identifier>& name) {
    Json json = Json::object();
    if (name) json["name"] = name->text;
    return json;
  }

  static std::string NameIn(const Table& table, ObjectId id) {
    const Column* const column = table.Find(id);
    return column == nullptr ? "" : column->name.text;
  }

  Json Convert(const Column& column) const {
    Json json;
    json["name"] = column.name.text;
    const EnumPointer type =
        column.type.kind == TypeKind::kEnum ? catalog_.FindEnum(column.type.name) : EnumPointer();
    json["type"] = type == nullptr ? column.type.written : type->name.text;
    if (column.not_null) json["not_null"] = true;
    if (column.collation) json["collation"] = column.collation->text;
    if (column.default_value) json["default"] = PrintExpression(*column.default_value, table_);
    if (column.generated) {
      json["generated"] = {{"expression", PrintExpression(column.generated->expression, table_)},
                           {"stored", column.generated->stored}};
    }
    if (column.identity != IdentityKind::kNone) {
      json["identity"] = column.identity == IdentityKind::kAlways ? "always" : "by default";
    }
    return json;
  }

  Json Convert(const std::vector<KeyColumn>& columns) const {
    Json json = Json::array();
    for (const KeyColumn& column : columns) {
      Json part = {{"column", NameIn(table_, column.column)}};
      if (column.collation) part["collation"] = column.collation->text;
      if (column.descending) part["descending"] = true;
      json.push_back(std::move(part));
    }
    return json;
  }

  Json Convert(const ForeignKey& key) const {
    Json json = WithName(key.name);
    const TablePointer parent = catalog_.FindTable(key.parent_table);
    json["columns"] = Json::array();
    for (ObjectId id : key.columns) json["columns"].push_back(NameIn(table_, id));
    json["parent"] = parent == nullptr ? key.parent_name.text : parent->name.text;
    json["parent_columns"] = Json::array();
    if (parent == nullptr) {
      for (const Identifier& name : key.parent_column_names) json["parent_columns"].push_back(name.text);
    }
    for (ObjectId id : key.parent_columns) {
      if (parent != nullptr) json["parent_columns"].push_back(NameIn(*parent, id));
    }
    json["on_delete"] = ActionName(key.on_delete);
    json["on_update"] = ActionName(key.on_update);
    if (key.deferrable) json["deferrable"] = true;
    if (key.initially_deferred) json["initially_deferred"] = true;
    return json;
  }

  Json Convert(const Index& index) const {
    Json json = {{"name", index.name.text}};
    if (index.unique) json["unique"] = true;
    json["terms"] = Json::array();
    for (const IndexTerm& term : index.terms) {
      Json part = Json::object();
      if (term.column != kNoObject) {
        part["column"] = NameIn(table_, term.column);
      } else {
        part["expression"] = PrintExpression(term.expression, table_);
      }
      if (term.collation) part["collation"] = term.collation->text;
      if (term.descending) part["descending"] = true;
      json["terms"].push_back(std::move(part));
    }
    if (index.where) json["where"] = PrintExpression(*index.where, table_);
    return json;
  }

  const Catalog& catalog_;
  const Table& table_;
};

}  // namespace

std::string PrintSchemaAsJson(const Catalog& catalog) {
  Json json;
  json["enums"] = Json::array();
  json["tables"] = Json::array();
  json["views"] = Json::array();
  for (const EnumPointer& type : ById(catalog.Enums())) {
    json["enums"].push_back({{"name", type->name.text}, {"values", type->values}});
  }
  for (const TablePointer& table : ById(catalog.Tables())) {
    json["tables"].push_back(TableToJson(catalog, *table).Convert());
  }
  for (const ViewPointer& view : ById(catalog.Views())) {
    Json converted = {{"name", view->name.text}};
    for (const Identifier& column : view->columns) converted["columns"].push_back(column.text);
    converted["query"] = PrintExpression(view->query, Table());
    json["views"].push_back(std::move(converted));
  }
  // Names may hold bytes that are no UTF-8: say so instead of throwing.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace instar::compiler
