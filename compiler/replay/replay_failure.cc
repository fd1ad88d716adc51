#include "compiler/replay/replay_failure.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "compiler/lowering/sqlite/names.h"
#include "compiler/replay/named_place.h"

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

bool IsAbout(std::string_view reason, std::string_view begin, std::string_view end) {
  const bool is_promise = reason.find("promised now: ") != std::string_view::npos;
  return reason.starts_with(begin) || (is_promise && !end.empty() && reason.ends_with(end));
}

// How well the risk explains what SQLite says, "NOT NULL constraint failed: t.a", "UNIQUE constraint failed:
// t.a, t.b", "CHECK constraint failed: a > 0", or the runtime, "2 rows break what is promised now: t.a is not
// null", "row 1 of table 't' refers to a row of 'u' that is not there".
int Fit(const RowRisk& risk, std::string_view reason, const RevisionContext& context) {
  const bool is_null = risk.kind == DiagnosticKind::kSetNotNull || risk.kind == DiagnosticKind::kAddNotNull;
  const bool is_unique =
      risk.kind == DiagnosticKind::kAddUnique || risk.kind == DiagnosticKind::kAffinityCoercion;
  const bool fits = IsAbout(reason, "NOT NULL", " is not null") ? is_null
                    : IsAbout(reason, "UNIQUE", "")             ? is_unique
                                                                : !is_null && !is_unique;
  if (!fits) return 0;
  const TablePointer table = context.schema().after.FindTable(risk.table);
  if (table == nullptr) return 1;
  if (reason.find("of table '" + table->name.text + "' refers to") != std::string_view::npos) return 2;
  if (risk.columns.empty()) return 1;
  const Column* const column = table->Find(risk.columns.front());
  const bool is_named = column != nullptr && reason.find("." + column->name.text) != std::string_view::npos;
  return is_named ? 2 : 1;
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
  const SourceRange place =
      inside ? NamedPlace(context.input().sources, PlaceOf(context, report.failure), report.failure.reason)
             : context.name().range;
  Diagnostic& diagnostic =
      diagnostics->Add(DiagnosticKind::kReplayFailed, place,
                       "SQLite refuses this: " + (inside ? report.failure.reason : report.status.message()));
  diagnostic.AddNote({}, absl::StrCat("while replaying the ", WayText(report.failure.direction),
                                      " of revision '", context.name().text, "' on ", database, rows));
}

const RowRisk* RiskOf(const RevisionContext& context, const Failure& failure,
                      const std::vector<RowRisk>& risks) {
  const SourceRange place = PlaceOf(context, failure);
  const StepRange steps = context.table().Steps(context.table().dialects[0], 0, failure.direction);
  const bool at_end = failure.step >= steps.size();
  const bool is_rebuild = !at_end && steps.begin()[failure.step].kind == StepKind::kRebuild;
  const RowRisk* best = nullptr;
  int best_fit = 0;
  for (const RowRisk& risk : risks) {
    const bool is_there = risk.source.begin < place.end && place.begin < risk.source.end;
    const bool may_be = at_end ? risk.kind == DiagnosticKind::kAddForeignKey : is_there || is_rebuild;
    const int fit = may_be ? 1 + (is_there ? 1 : 0) + 2 * Fit(risk, failure.reason, context) : 0;
    if (fit > best_fit) best = &risk;
    best_fit = std::max(fit, best_fit);
  }
  return best;
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
