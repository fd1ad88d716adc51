#include "compiler/replay/revision_context.h"

#include <algorithm>

#include "compiler/schema/raw_effect.h"

namespace instar::compiler {
namespace {

bool ChangeRows(const std::vector<Operation>& operations) {
  return std::ranges::any_of(operations, [](const Operation& operation) {
    return operation.kind == OperationKind::kData || operation.kind == OperationKind::kRaw ||
           operation.kind == OperationKind::kCall;
  });
}

// All that is there before, or is made by any operation.
std::vector<ObjectId> IdsOf(const Neighbourhood& neighbourhood, const RevisionSchema& schema) {
  std::vector<ObjectId> ids;
  for (const TablePointer& table : neighbourhood.tables) ids.push_back(table->id);
  for (const ViewPointer& view : neighbourhood.views) ids.push_back(view->id);
  for (const std::vector<Operation>* operations : {&schema.upgrade, &schema.downgrade}) {
    for (const Operation& operation : *operations) {
      if (operation.table_after != nullptr) ids.push_back(operation.table_after->id);
      if (operation.view_after != nullptr) ids.push_back(operation.view_after->id);
    }
  }
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

// Keys of all names that raw SQL mentions in this neighbourhood.
std::vector<std::string> RawWords(const SourceSet& sources, const Neighbourhood& neighbourhood,
                                  const RevisionSchema& schema) {
  std::vector<std::string> words;
  for (const std::vector<Operation>* operations : {&schema.upgrade, &schema.downgrade}) {
    for (const Operation& operation : *operations) {
      if (operation.kind != OperationKind::kRaw) continue;
      std::ranges::move(WordsOf(sources.Text(operation.raw), Dialect::kSqlite), std::back_inserter(words));
    }
  }
  for (const TablePointer& table : neighbourhood.tables) {
    for (const RawObject& raw : table->raw) words.insert(words.end(), raw.words.begin(), raw.words.end());
  }
  return words;
}

std::vector<LooseTable> LooseTablesOf(const ReplayInput& input, const LooseTables& loose,
                                      const Neighbourhood& neighbourhood, std::uint32_t revision) {
  if (loose.empty()) return {};
  return loose.Before(revision, RawWords(input.sources, neighbourhood, input.schemas[revision]));
}

}  // namespace

RevisionContext::RevisionContext(const ReplayInput& input, const LooseTables& loose, std::uint32_t revision)
    : input_(input),
      revision_(revision),
      schema_(input.schemas[revision]),
      alone_(input.table, revision),
      neighbourhood_(NeighbourhoodOf(input.sources, schema_)),
      loose_tables_(LooseTablesOf(input, loose, neighbourhood_, revision)),
      ids_(IdsOf(neighbourhood_, schema_)),
      upgrade_changes_rows_(ChangeRows(schema_.upgrade)),
      downgrade_changes_rows_(ChangeRows(schema_.downgrade)) {}

bool RevisionContext::meets_raw_sql() const {
  const auto is_raw = [](const Operation& operation) { return operation.kind == OperationKind::kRaw; };
  const auto has_raw = [](const TablePointer& table) { return !table->raw.empty(); };
  return std::ranges::any_of(schema_.upgrade, is_raw) || std::ranges::any_of(schema_.downgrade, is_raw) ||
         std::ranges::any_of(neighbourhood_.tables, has_raw);
}

std::vector<TablePointer> RevisionContext::TablesIn(const Catalog& catalog) const {
  std::vector<TablePointer> tables;
  for (const ObjectId id : ids_) {
    if (const TablePointer table = catalog.FindTable(id)) tables.push_back(table);
  }
  return tables;
}

std::vector<ViewPointer> RevisionContext::ViewsIn(const Catalog& catalog) const {
  std::vector<ViewPointer> views;
  for (const ObjectId id : ids_) {
    if (const ViewPointer view = catalog.FindView(id)) views.push_back(view);
  }
  return views;
}

const char* WayText(Direction direction) {
  return direction == Direction::kUpgrade ? "upgrade" : "downgrade";
}

}  // namespace instar::compiler
