#include "compiler/replay/row_check.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "compiler/lowering/sqlite/ddl.h"
#include "compiler/lowering/sqlite/names.h"
#include "compiler/replay/orphans.h"
#include "compiler/schema/table_difference.h"

namespace instar::compiler {

namespace {

// Those whose type is another at any time: it may be the same again at the end, but not the values.
std::set<ObjectId> ConvertedColumns(const std::vector<Operation>& operations) {
  std::set<ObjectId> columns;
  for (const Operation& operation : operations) {
    if (operation.table_before == nullptr || operation.table_after == nullptr) continue;
    for (const auto& [column, expression] : operation.conversions) columns.insert(column);
    for (const ColumnChange& change :
         Difference(*operation.table_before, *operation.table_after).changed_columns) {
      if (change.type) columns.insert(change.column);
    }
  }
  return columns;
}

}  // namespace

RowCheck::RowCheck(const RevisionContext& context, ScratchDatabase& database)
    : context_(context),
      database_(database),
      converted_(ConvertedColumns(context.schema().upgrade)),
      rows_(Rows(true)),
      // Otherwise there are none: each revision was found sound.
      orphans_(context.schema().before.HasDoubtfulKeys() ? FindOrphans(database, OrphanKinds::kAll).count
                                                         : 0) {}

bool RowCheck::Check(Direction direction, Diagnostics* diagnostics) {
  if (!CheckSoundness(direction, diagnostics)) return false;
  RowsByTable now = Rows(direction == Direction::kDowngrade);
  for (const auto& [id, rows] : rows_) {
    if (now[id] == rows) continue;
    diagnostics->Add(DiagnosticKind::kReplayFailed, context_.name().range,
                     absl::StrCat("the ", WayText(direction), " loses or changes rows of table '",
                                  context_.schema().before.FindTable(id)->name.text,
                                  "', though no statement of it speaks of them"));
    return false;
  }
  rows_ = std::move(now);
  return true;
}

bool RowCheck::CheckSoundness(Direction direction, Diagnostics* diagnostics) {
  std::vector<std::string> complaints = database_.Column("PRAGMA integrity_check");
  if (complaints.empty()) complaints.push_back(database_.error());
  if (complaints == std::vector<std::string>{"ok"}) complaints.clear();
  RemoveMistakes(direction, &complaints);
  Orphans orphans = FindOrphans(database_, OrphanKinds::kEnforceable);
  if (orphans.count > orphans_) complaints.push_back(std::move(orphans.first));
  if (complaints.empty()) return true;
  diagnostics->Add(
      DiagnosticKind::kReplayFailed, context_.name().range,
      absl::StrCat("after the ", WayText(direction), ", the rows are not sound: ", complaints.front()));
  return false;
}

// In a table without rowids SQLite (3.40) may look for a NULL in the wrong column.
void RowCheck::RemoveMistakes(Direction direction, std::vector<std::string>* complaints) {
  if (complaints->empty()) return;
  const RevisionSchema& schema = context_.schema();
  const Catalog& catalog = direction == Direction::kUpgrade ? schema.after : schema.before;
  for (const TablePointer& table : catalog.Tables()) {
    if (!table->without_rowid) continue;
    const std::string name = sqlite::Quoted(table->name.text);
    for (const Column& column : table->columns) {
      const std::string complaint = absl::StrCat("NULL value in ", table->name.text, ".", column.name.text);
      if (std::ranges::find(*complaints, complaint) == complaints->end()) continue;
      const std::string any = absl::StrCat("SELECT 1 FROM ", name, " WHERE typeof(",
                                           sqlite::Quoted(column.name.text), ") = 'null'");
      if (database_.Column(any).empty()) std::erase(*complaints, complaint);
    }
  }
}

// None when a statement changes rows. `is_before`: the database has the schema before the revision.
RowCheck::RowsByTable RowCheck::Rows(bool is_before) {
  RowsByTable rows;
  if (context_.changes_rows()) return rows;
  for (const TablePointer& table : context_.neighbourhood().tables) {
    const TablePointer other = context_.schema().after.FindTable(table->id);
    if (other != nullptr) rows[table->id] = RowsOf(*table, *other, is_before);
  }
  return rows;
}

// A renamed value of an enum type is another value in every row.
bool RowCheck::LosesValues(const Column& before, const Column& after) const {
  const std::vector<std::string> values = sqlite::EnumValues(after, context_.schema().after);
  return std::ranges::any_of(
      sqlite::EnumValues(before, context_.schema().before),
      [&](const std::string& value) { return std::ranges::find(values, value) == values.end(); });
}

std::vector<std::string> RowCheck::RowsOf(const Table& before, const Table& after, bool is_before) {
  std::string columns;
  for (const Column& column : before.columns) {
    const Column* other = after.Find(column.id);
    if (other == nullptr || !(other->type == column.type) || converted_.contains(column.id) ||
        column.generated.has_value() || other->generated.has_value() || LosesValues(column, *other)) {
      continue;
    }
    const std::string name = sqlite::Quoted(is_before ? column.name.text : other->name.text);
    columns += (columns.empty() ? "quote(" : " || ',' || quote(") + name + ")";
  }
  if (columns.empty()) return {};
  return database_.Column("SELECT " + columns + " FROM " +
                          sqlite::Quoted(is_before ? before.name.text : after.name.text) + " ORDER BY 1");
}

}  // namespace instar::compiler
