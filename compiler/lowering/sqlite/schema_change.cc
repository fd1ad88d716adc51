#include "compiler/lowering/sqlite/schema_change.h"

#include <algorithm>
#include <set>
#include <vector>

#include "compiler/lowering/sqlite/ddl.h"
#include "compiler/lowering/sqlite/statement_text.h"
#include "compiler/schema/operation.h"
#include "compiler/schema/raw_effect.h"
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

bool IsForSqlite(const std::vector<Dialect>& dialects) {
  return std::ranges::find(dialects, Dialect::kSqlite) != dialects.end();
}

SchemaParts PartsOf(const Catalog& catalog, const Touched& touched) {
  SchemaParts parts;
  for (const ObjectId id : touched.tables) {
    const TablePointer table = catalog.FindTable(id);
    if (table == nullptr) continue;
    AddParts(CreateTable(*table, catalog), &parts);
    for (const Index& index : table->indexes) AddParts(CreateIndex(index, *table), &parts);
    for (const RawObject& raw : table->raw) {
      if (IsForSqlite(raw.dialects)) AddParts(raw.text, &parts);
    }
  }
  for (const ObjectId id : touched.views) {
    if (const ViewPointer view = catalog.FindView(id)) AddParts(CreateView(*view), &parts);
  }
  return parts;
}

// A virtual table or a view of raw SQL that mentions no table stands in no catalog.
void AddUntracked(const SourceSet& sources, const Operation& operation, SchemaParts* before,
                  SchemaParts* after) {
  if (operation.kind != OperationKind::kRaw || !IsForSqlite(operation.statement->dialects) ||
      operation.table_before != nullptr || operation.table_after != nullptr) {
    return;
  }
  const RawEffect effect = RawEffectOf(sources, operation.raw, Dialect::kSqlite);
  const bool is_view = effect.object == "view";
  if (!is_view && effect.object != "virtual table" && effect.object != "table") return;
  if (effect.kind == RawEffectKind::kCreate) return AddParts(RawTextOf(sources, operation.raw), after);
  if (effect.kind != RawEffectKind::kDrop) return;
  for (const RawName& name : effect.names) {
    const SchemaPart dropped = {is_view ? PartKind::kView : PartKind::kVirtualTable, name.name.text, "", ""};
    if (after->erase(KeyOf(dropped)) == 0) before->emplace(KeyOf(dropped), dropped);
  }
}

}  // namespace

std::string SchemaChangeText(const SourceSet& sources, const RevisionSchema& schema) {
  Touched touched;
  for (const Operation& operation : schema.upgrade) AddTouched(operation, &touched);
  SchemaParts before = PartsOf(schema.before, touched);
  SchemaParts after = PartsOf(schema.after, touched);
  for (const Operation& operation : schema.upgrade) AddUntracked(sources, operation, &before, &after);
  return EncodeSchemaChange(before, after);
}

}  // namespace instar::compiler::sqlite
