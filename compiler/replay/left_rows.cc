#include "compiler/replay/left_rows.h"

#include <algorithm>

#include "compiler/lowering/sqlite/names.h"

namespace instar::compiler {
namespace {

// Preparing a statement costs more than a row.
constexpr std::size_t kRowsAtOnce = 100;

}  // namespace

LeftRows LeftRows::Of(const std::vector<TablePointer>& tables) const {
  LeftRows some;
  for (const TablePointer& table : tables) {
    if (const auto found = tables_.find(table->id); found != tables_.end()) some.tables_.insert(*found);
  }
  return some;
}

void LeftRows::PutInto(ScratchDatabase& database, const std::vector<TablePointer>& tables) const {
  for (const TablePointer& table : tables) {
    const auto found = tables_.find(table->id);
    if (found == tables_.end()) continue;
    std::string columns;
    for (const ObjectId id : found->second.columns) {
      const Column* column = table->Find(id);
      if (column != nullptr) columns += (columns.empty() ? "" : ", ") + sqlite::Quoted(column->name.text);
    }
    const std::string into = "INSERT INTO " + sqlite::Quoted(table->name.text) + " (" + columns + ") VALUES ";
    const std::vector<std::string>& values = found->second.values;
    for (std::size_t begin = 0; begin < values.size(); begin += kRowsAtOnce) {
      const std::size_t end = std::min(begin + kRowsAtOnce, values.size());
      std::string rows;
      for (std::size_t i = begin; i < end; ++i) rows += (i == begin ? "(" : ", (") + values[i] + ")";
      if (database.Run(into + rows)) continue;
      // One that the table does not take any more leaves the others in.
      for (std::size_t i = begin; i < end; ++i) database.Run(into + "(" + values[i] + ")");
    }
  }
}

void LeftRows::TakeFrom(ScratchDatabase& database, const std::vector<TablePointer>& before,
                        const std::vector<TablePointer>& now) {
  for (const TablePointer& table : before) tables_.erase(table->id);
  for (const TablePointer& table : now) {
    Rows rows;
    std::string values;
    for (const Column& column : table->columns) {
      if (column.generated.has_value()) continue;
      rows.columns.push_back(column.id);
      values += (values.empty() ? "quote(" : " || ', ' || quote(") + sqlite::Quoted(column.name.text) + ")";
    }
    if (values.empty()) continue;
    rows.values = database.Column("SELECT " + values + " FROM " + sqlite::Quoted(table->name.text));
    if (!rows.values.empty()) tables_[table->id] = std::move(rows);
  }
}

}  // namespace instar::compiler
