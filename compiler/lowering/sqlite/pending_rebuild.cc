#include "compiler/lowering/sqlite/pending_rebuild.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "compiler/lowering/sqlite/ddl.h"
#include "compiler/lowering/sqlite/native.h"

namespace instar::compiler::sqlite {

PendingRebuild::PendingRebuild(TablePointer physical, TablePointer target, const Catalog& catalog,
                               SourceRange source, std::size_t begun_at)
    : source_(source), begun_at_(begun_at) {
  rebuild_.before = std::move(physical);
  rebuild_.after = std::move(target);
  rebuild_.catalog_before = catalog;
}

const Column* PendingRebuild::Physical(ObjectId column) const { return rebuild_.before->Find(column); }

bool PendingRebuild::TakeAtOnce(const Operation& operation, const TableDifference& difference) {
  if (is_creation()) return false;
  if (!TakeNames(operation, difference) && !TakeColumns(operation, difference)) return false;
  rebuild_.after = operation.table_after;
  return true;
}

bool PendingRebuild::TakeNames(const Operation& operation, const TableDifference& difference) {
  if (!difference.OnlyNames()) return false;
  Table renamed = *rebuild_.before;
  renamed.name = operation.table_after->name;
  for (const ColumnChange& change : difference.changed_columns) {
    const Identifier& name = operation.table_after->Find(change.column)->name;
    const auto column = std::ranges::find(renamed.columns, change.column, &Column::id);
    // The name may be that of a column that waits to be dropped.
    const Column* const taken = renamed.FindColumn(KeyOf(name.text));
    if (column == renamed.columns.end() || (taken != nullptr && taken->id != change.column)) return false;
    column->name = name;
  }
  rebuild_.before = std::make_shared<const Table>(std::move(renamed));
  return true;
}

bool PendingRebuild::TakeColumns(const Operation& operation, const TableDifference& difference) {
  TableDifference rest = difference;
  rest.added_columns.clear();
  if (!rest.empty() || difference.added_columns.empty()) return false;
  Table widened = *rebuild_.before;
  for (const ObjectId id : difference.added_columns) {
    const Column& column = *operation.table_after->Find(id);
    // What looks at other columns, or at an enum type, might see them before their own change.
    const bool is_plain = !column.generated.has_value() && column.type.kind != TypeKind::kEnum;
    if (!is_plain || widened.FindColumn(KeyOf(column.name.text)) != nullptr) return false;
    widened.columns.push_back(column);
  }
  rebuild_.before = std::make_shared<const Table>(std::move(widened));
  return true;
}

// The rows have its values as the schema says at this moment.
bool PendingRebuild::IsSettled(ObjectId column) const {
  const Column* const physical = Physical(column);
  const Column* const target = rebuild_.after->Find(column);
  return physical != nullptr && target != nullptr && physical->type == target->type &&
         !rebuild_.conversions.contains(column);
}

bool PendingRebuild::CanJoin(const Operation& operation, const TableDifference& difference) const {
  if (is_creation()) return true;
  if (difference.name) return false;
  for (const ColumnChange& change : difference.changed_columns) {
    if (change.name && Physical(change.column) != nullptr) return false;
    if (change.type && !IsSettled(change.column)) return false;
  }
  return std::ranges::all_of(operation.conversions, [&](const auto& conversion) {
    return std::ranges::all_of(conversion.second.tokens, [&](const ExpressionToken& token) {
      return token.column == kNoObject || IsSettled(token.column);
    });
  });
}

void PendingRebuild::Join(const Operation& operation, const TableDifference& difference) {
  rebuild_.after = operation.table_after;
  for (const Index* index : NewIndexes(*operation.table_after, difference)) {
    index_sources_.try_emplace(index->id, operation.source);
  }
  if (is_creation()) return;
  rebuild_.conversions.insert(operation.conversions.begin(), operation.conversions.end());
  for (const ObjectId column : difference.added_columns) {
    rebuild_.added.emplace(column, *operation.table_after->Find(column));
  }
}

std::vector<std::string> PendingRebuild::DropIndexes(const TableDifference& difference) {
  std::vector<std::string> statements;
  if (is_creation()) return statements;
  Table table = *rebuild_.before;
  const MemberChanges& changes = difference.indexes;
  for (const std::vector<ObjectId>* gone : {&changes.dropped, &changes.changed, &changes.renamed}) {
    for (const ObjectId id : *gone) {
      const auto index = std::ranges::find(table.indexes, id, &Index::id);
      if (index == table.indexes.end()) continue;
      statements.push_back(DropIndex(*index));
      table.indexes.erase(index);
    }
  }
  if (!statements.empty()) rebuild_.before = std::make_shared<const Table>(std::move(table));
  return statements;
}

void PendingRebuild::RenameValue(const std::string& type, const std::string& from, const std::string& to) {
  rebuild_.renamed_values[type].emplace_back(from, to);
}

bool PendingRebuild::NeedsRebuild(const TableDifference& difference) const {
  if (!difference.OnlyIndexes() || !rebuild_.conversions.empty() || !rebuild_.renamed_values.empty()) {
    return true;
  }
  return std::ranges::any_of(rebuild_.after->columns, [&](const Column& column) {
    const Column* const physical = Physical(column.id);
    return physical == nullptr ||
           EnumValues(*physical, rebuild_.catalog_before) != EnumValues(column, rebuild_.catalog_after);
  });
}

std::vector<LoweredStep> PendingRebuild::Steps(const Catalog& catalog) {
  rebuild_.catalog_after = catalog;
  std::vector<LoweredStep> steps;
  const auto add = [&](std::string statement, SourceRange source) {
    steps.push_back({StepKind::kSql, std::move(statement), source});
  };
  if (is_creation()) {
    for (std::string& statement : CreateStatements(*rebuild_.after, catalog)) {
      add(std::move(statement), source_);
    }
    return steps;
  }
  const TableDifference difference = Difference(*rebuild_.before, *rebuild_.after);
  if (NeedsRebuild(difference)) steps.push_back({StepKind::kRebuild, RebuildText(rebuild_), source_});
  // Rows may keep an index from being made: the place is that of its own statement.
  for (const Index* index : NewIndexes(*rebuild_.after, difference)) {
    const auto source = index_sources_.find(index->id);
    add(CreateIndex(*index, *rebuild_.after), source == index_sources_.end() ? source_ : source->second);
  }
  for (const RawObject& raw : rebuild_.after->raw) {
    const bool is_new = std::ranges::find(difference.raw.added, raw.id) != difference.raw.added.end();
    if (is_new) add(raw.text, source_);
  }
  return steps;
}

}  // namespace instar::compiler::sqlite
