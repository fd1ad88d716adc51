#include "compiler/replay/revision_replay.h"

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "compiler/replay/catalog_check.h"
#include "compiler/replay/provoke.h"
#include "compiler/replay/replay_failure.h"
#include "compiler/replay/revision_database.h"
#include "compiler/replay/row_check.h"
#include "compiler/replay/use_check.h"

namespace instar::compiler {
namespace {

using instar::sqlite::RebuildForm;

// Each way of being alike, and some twice.
constexpr SeedRows kProvokedRows = {0, 14};

void KeepRows(const RevisionContext& context, RevisionDatabase& database, LeftRows* rows) {
  rows->TakeFrom(database.scratch(), context.neighbourhood().tables,
                 context.TablesIn(context.schema().after));
}

class RevisionReplay {
 public:
  RevisionReplay(const RevisionContext& context, const std::vector<RowRisk>& risks, LeftRows* rows,
                 Diagnostics* diagnostics)
      : context_(context),
        risks_(risks),
        left_(rows->Of(context.neighbourhood().tables)),
        rows_(rows),
        diagnostics_(diagnostics) {}

  // Where the revision meets no table there are no rows to be awkward.
  bool Run() {
    if (!RunWithLeftRows()) return false;
    if (MeetsNothing()) return true;
    return RunWithAwkwardRows() && std::ranges::all_of(risks_, [&](const RowRisk& risk) {
             return !risk.undecided || RunAgainst(risk);
           });
  }

 private:
  bool MeetsNothing() const { return context_.neighbourhood().tables.empty(); }

  bool RunWithLeftRows() {
    RevisionDatabase database(context_);
    if (!database.Build(left_, diagnostics_)) return false;
    database.AddTriggers();
    CatalogCheck catalog(context_, database.scratch());
    RowCheck rows(context_, database.scratch());
    bool kept = false;
    for (const Direction direction : Ways()) {
      const instar::Report report = database.Migrate(direction);
      if (!report.ok()) {
        // Rows that the newer schema made possible may stop a derived way back; at run time it says so.
        if (kept && MayFailOnRows(direction)) return true;
        return Fail(report, "what the revisions before it leave", "");
      }
      if (!catalog.Check(database.scratch(), direction, diagnostics_)) return false;
      if (!kept && !CheckUse(context_, database.scratch(), diagnostics_)) return false;
      if (MeetsNothing() && !rows.Check(direction, diagnostics_)) return false;
      if (!kept) KeepRows(context_, database, rows_);
      kept = true;
    }
    return true;
  }

  bool RunWithAwkwardRows() {
    auto aged = std::make_unique<RevisionDatabase>(context_);
    std::vector<TablePointer> unseeded;
    if (!aged->BuildAged(left_, &unseeded)) {
      aged = std::make_unique<RevisionDatabase>(context_);
      if (!aged->Build(left_, diagnostics_)) return false;
      unseeded = aged->Seed(SeedKind::kAwkward);
    }
    RevisionDatabase& database = *aged;
    database.AddTriggers();
    RowCheck rows(context_, database.scratch());
    // A large table would be rebuilt in one of these forms; few rows alone never are.
    RebuildForm form = RebuildForm::kSchemaEdit;
    for (const Direction direction : Ways()) {
      const instar::Report report = database.Migrate(direction, form);
      if (direction == Direction::kDowngrade) form = RebuildForm::kRawTransfer;
      if (!report.ok()) return OnRowFailure(database.scratch(), report, direction);
      if (!rows.Check(direction, diagnostics_)) return false;
    }
    for (const TablePointer& table : unseeded) ReportUnseeded(*table);
    return true;
  }

  std::vector<Direction> Ways() const {
    if (!context_.reversible()) return {Direction::kUpgrade};
    // What the downgrade keeps may stand in the way of a second upgrade: that is what was asked for.
    if (context_.tree().downgrade.kind == DowngradeKind::kAutoKeepingData) {
      return {Direction::kUpgrade, Direction::kDowngrade};
    }
    return {Direction::kUpgrade, Direction::kDowngrade, Direction::kUpgrade};
  }

  bool MayFailOnRows(Direction direction) const {
    return direction == Direction::kDowngrade && context_.schema().downgrade_derived;
  }

  bool Fail(const instar::Report& report, const std::string& database, const std::string& rows) {
    ReportFailure(context_, report, database, rows, diagnostics_);
    return false;
  }

  // What the replay as a whole says then.
  bool OnRowFailure(ScratchDatabase& database, const instar::Report& report, Direction direction) {
    if (MayFailOnRows(direction)) return true;
    const std::string rows = RowsText(context_, database);
    if (direction == Direction::kDowngrade) return Fail(report, "awkward rows", rows);
    const RowRisk* risk = RiskOf(context_, report.failure, risks_);
    if (risk == nullptr) return OnDataFailure(report, rows);
    return risk->undecided ? Fail(*risk, report, rows) : RunTame();
  }

  bool Fail(const RowRisk& risk, const instar::Report& report, const std::string& rows) {
    compiler::Report(risk, diagnostics_)
        .AddNote({}, absl::StrCat("SQLite says: ", report.failure.reason, rows));
    return false;
  }

  // Rows that break this one promise: among awkward rows, which another statement may stop at, and among tame
  // ones, which nothing else stops.
  bool RunAgainst(const RowRisk& risk) {
    const TablePointer table = context_.schema().before.FindTable(risk.table);
    // Rows that any conversion changes are there already.
    const bool breaks_by_itself = risk.kind == DiagnosticKind::kAddForeignKey;
    if (table == nullptr || (risk.columns.empty() && !breaks_by_itself)) return true;
    for (const SeedKind kind : {SeedKind::kAwkward, SeedKind::kTame}) {
      RevisionDatabase database(context_);
      if (!database.Build(left_, diagnostics_)) return false;
      Provoker provoker(database.scratch(), *table);
      database.Seed(kind, kProvokedRows);
      if (!breaks_by_itself && !provoker.Provoke(risk, kind == SeedKind::kAwkward ? 0 : 1)) continue;
      database.AddTriggers();
      const instar::Report report = database.Migrate(Direction::kUpgrade);
      if (report.ok()) continue;
      const RowRisk* const met = RiskOf(context_, report.failure, risks_);
      const std::string rows = RowsText(context_, database.scratch());
      if (met == &risk) return Fail(risk, report, rows);
      if (met == nullptr && context_.upgrade_changes_rows() && !warned_) OnDataFailure(report, rows);
    }
    return true;
  }

  // A statement that changes rows works on what the history itself leaves, but not on rows that may be there
  // as well: whether they are is for the user to know.
  bool OnDataFailure(const instar::Report& report, const std::string& rows) {
    if (!context_.upgrade_changes_rows()) return Fail(report, "awkward rows", rows);
    warned_ = true;
    diagnostics_
        ->Add(DiagnosticKind::kMayFailOnRows, PlaceOf(context_, report.failure),
              "this may fail on rows that are there: " + report.failure.reason)
        .AddNote({}, absl::StrCat("it failed beside awkward rows", rows));
    return true;
  }

  // With rows that break no promise it must work, or the promise is not what is wrong.
  bool RunTame() {
    RevisionDatabase database(context_);
    if (!database.Build(left_, diagnostics_)) return false;
    database.Seed(SeedKind::kTame);
    database.AddTriggers();
    const instar::Report report = database.Migrate(Direction::kUpgrade);
    // Tame rows are guesses too: a foreign key or a check may need rows that nobody can guess.
    return report.ok() || !report.failure.revision.empty();
  }

  void ReportUnseeded(const Table& table) {
    const std::vector<ObjectId>& touched = context_.neighbourhood().touched;
    if (std::ranges::find(touched, table.id) == touched.end()) return;
    diagnostics_
        ->Add(DiagnosticKind::kUnseededTable, context_.name().range,
              absl::StrCat("no row could be made for table '", table.name.text,
                           "': this revision is proven on it only while it is empty"))
        .AddNote(table.origin.range, absl::StrCat("table '", table.name.text, "' is made here"));
  }

  const RevisionContext& context_;
  const std::vector<RowRisk>& risks_;
  // What the revisions before this one left, and where what this one leaves is kept.
  const LeftRows left_;
  LeftRows* rows_;
  Diagnostics* diagnostics_;
  bool warned_ = false;
};

}  // namespace

bool ReplayRevision(const RevisionContext& context, const std::vector<RowRisk>& risks, LeftRows* rows,
                    Diagnostics* diagnostics) {
  return RevisionReplay(context, risks, rows, diagnostics).Run();
}

void CarryRows(const RevisionContext& context, LeftRows* rows) {
  const std::vector<TablePointer>& tables = context.neighbourhood().tables;
  const bool meets_rows =
      std::ranges::any_of(tables, [&](const TablePointer& table) { return rows->Has(table->id); });
  if (!context.upgrade_changes_rows() && !meets_rows) return;
  Diagnostics said_before;
  RevisionDatabase database(context);
  if (!database.Build(rows->Of(tables), &said_before)) return;
  database.AddTriggers();
  if (database.Migrate(Direction::kUpgrade).ok()) KeepRows(context, database, rows);
}

}  // namespace instar::compiler
