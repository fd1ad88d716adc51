#include "compiler/schema/lints/touched_tables.h"

#include <utility>

namespace instar::compiler {

void TouchedTables::Note(const Operation& operation, const TableDifference* difference) {
  const TablePointer& table =
      operation.table_after != nullptr ? operation.table_after : operation.table_before;
  const auto [place, is_new] = places_.emplace(table->id, tables_.size());
  if (is_new) {
    tables_.emplace_back();
    ids_.push_back(table->id);
  }
  if (difference == nullptr) return;
  TouchedTable& touched = tables_[place->second];
  if (difference->name) touched.named_at[kNoObject] = operation.source;
  for (const ObjectId column : difference->added_columns) touched.defined_at[column] = operation.source;
  for (const ColumnChange& change : difference->changed_columns) {
    if (change.name) touched.named_at[change.column] = operation.source;
    if (!change.OnlyName()) touched.defined_at[change.column] = operation.source;
  }
  for (const ObjectId index : difference->indexes.dropped) touched.gone_at[index] = operation.source;
  for (const ObjectId unique : difference->uniques.dropped) touched.gone_at[unique] = operation.source;
  if (difference->primary_key) touched.gone_at[kNoObject] = operation.source;
}

std::vector<TouchedTable> TouchedTables::Take(const RevisionSchema& schema) {
  std::vector<TouchedTable> tables;
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    TouchedTable& touched = tables_[i];
    touched.before = schema.before.FindTable(ids_[i]);
    touched.after = schema.after.FindTable(ids_[i]);
    if (touched.after != nullptr) tables.push_back(std::move(touched));
  }
  return tables;
}

}  // namespace instar::compiler
