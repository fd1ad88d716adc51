#include "compiler/replay/replay_failure.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "compiler/lowering/sqlite/names.h"

namespace instar::compiler {
namespace {

std::string RowsOf(ScratchDatabase& database, const Table& table) {
  std::string columns;
  for (const Column& column : table.columns) {
    columns += (columns.empty() ? "quote(" : " || ', ' || quote(") + sqlite::Quoted(column.name.text) + ")";
  }
  std::string text;
  for (const std::string& row : database.Column("SELECT '(' || " + columns + " || ')' FROM " +
                                                sqlite::Quoted(table.name.text) + " LIMIT 4")) {
    text += (text.empty() ? "" : ", ") + row;
  }
  return text;
}

}  // namespace

SourceRange PlaceOf(const RevisionContext& context, const Failure& failure) {
  for (const TableData::DialectData& dialect : context.input().table.dialects()) {
    if (dialect.dialect != Dialect::kSqlite) continue;
    const std::size_t bounds =
        2 * static_cast<std::size_t>(context.revision()) + static_cast<std::size_t>(failure.direction);
    const std::size_t step = dialect.first[bounds] + failure.step;
    if (step < dialect.first[bounds + 1]) return dialect.sources[step];
  }
  return context.name().range;
}

void ReportFailure(const RevisionContext& context, const instar::Report& report, const std::string& database,
                   const std::string& rows, Diagnostics* diagnostics) {
  const bool inside = !report.failure.revision.empty();
  Diagnostic& diagnostic = diagnostics->Add(
      DiagnosticKind::kReplayFailed, inside ? PlaceOf(context, report.failure) : context.name().range,
      "SQLite refuses this: " + (inside ? report.failure.reason : report.status.message()));
  diagnostic.AddNote({}, absl::StrCat("while replaying the ", WayText(report.failure.direction),
                                      " of revision '", context.name().text, "' on ", database, rows));
}

const RowRisk* RiskOf(const RevisionContext& context, const Failure& failure,
                      const std::vector<RowRisk>& risks) {
  const SourceRange place = PlaceOf(context, failure);
  for (const RowRisk& risk : risks) {
    if (risk.source.begin < place.end && place.begin < risk.source.end) return &risk;
  }
  const StepRange steps = context.table().Steps(context.table().dialects[0], 0, failure.direction);
  if (failure.step >= steps.size()) {
    const auto found = std::ranges::find(risks, DiagnosticKind::kAddForeignKey, &RowRisk::kind);
    return found == risks.end() ? nullptr : &*found;
  }
  const bool is_rebuild = steps.begin()[failure.step].kind == StepKind::kRebuild;
  return is_rebuild && !risks.empty() ? &risks.front() : nullptr;
}

std::string RowsText(const RevisionContext& context, ScratchDatabase& database) {
  std::string text;
  for (const ObjectId id : context.neighbourhood().touched) {
    const TablePointer table = context.schema().before.FindTable(id);
    if (table == nullptr) continue;
    if (const std::string rows = RowsOf(database, *table); !rows.empty()) {
      text += (text.empty() ? "; rows of '" : ", of '") + table->name.text + "': " + rows;
    }
  }
  return text;
}

}  // namespace instar::compiler
