#include "compiler/lowering/sqlite/schema_change.h"

#include <algorithm>
#include <set>
#include <vector>

#include "compiler/lowering/sqlite/ddl.h"
#include "compiler/schema/operation.h"
#include "compiler/schema/table_difference.h"
#include "runtime/applying/schema_change.h"
#include "runtime/applying/schema_parts.h"

namespace instar::compiler::sqlite {
namespace {

// Whatever may read otherwise in the database afterwards.
struct Touched {
  std::set<ObjectId> tables;
  std::set<ObjectId> views;
};

void AddAll(const std::vector<TablePointer>& tables, std::set<ObjectId>* ids) {
  for (const TablePointer& table : tables) ids->insert(table->id);
}

// Foreign keys name the table and its columns.
bool RenamesWhatOthersName(const Table& before, const Table& after) {
  const TableDifference difference = Difference(before, after);
  return difference.name || std::ranges::any_of(difference.changed_columns,
                                                [](const ColumnChange& change) { return change.name; });
}

void AddTouched(const Operation& operation, Touched* touched) {
  for (const TablePointer& table : {operation.table_before, operation.table_after}) {
    if (table != nullptr) touched->tables.insert(table->id);
  }
  for (const ViewPointer& view : {operation.view_before, operation.view_after}) {
    if (view != nullptr) touched->views.insert(view->id);
  }
  // The values of an enum type stand in the tables.
  if (operation.enum_before != nullptr) {
    AddAll(operation.before.TablesOfEnum(operation.enum_before->id), &touched->tables);
  }
  if (operation.table_before != nullptr && operation.table_after != nullptr &&
      RenamesWhatOthersName(*operation.table_before, *operation.table_after)) {
    AddAll(operation.after.ChildrenOf(operation.table_after->id), &touched->tables);
  }
}

bool IsForSqlite(const RawObject& raw) {
  return std::ranges::find(raw.dialects, Dialect::kSqlite) != raw.dialects.end();
}

SchemaParts PartsOf(const Catalog& catalog, const Touched& touched) {
  SchemaParts parts;
  for (const ObjectId id : touched.tables) {
    const TablePointer table = catalog.FindTable(id);
    if (table == nullptr) continue;
    const std::string& name = table->name.text;
    AddParts(name, CreateTable(*table, catalog), &parts);
    for (const Index& index : table->indexes) AddParts(name, CreateIndex(index, *table), &parts);
    for (const RawObject& raw : table->raw) {
      if (IsForSqlite(raw)) AddParts(name, raw.text, &parts);
    }
  }
  for (const ObjectId id : touched.views) {
    if (const ViewPointer view = catalog.FindView(id)) AddParts("", CreateView(*view), &parts);
  }
  return parts;
}

}  // namespace

std::string SchemaChangeText(const RevisionSchema& schema) {
  Touched touched;
  for (const Operation& operation : schema.upgrade) AddTouched(operation, &touched);
  return EncodeSchemaChange(PartsOf(schema.before, touched), PartsOf(schema.after, touched));
}

}  // namespace instar::compiler::sqlite
