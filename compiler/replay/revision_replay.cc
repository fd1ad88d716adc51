#include "compiler/replay/revision_replay.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "compiler/lowering/sqlite/ddl.h"
#include "compiler/lowering/sqlite/names.h"
#include "compiler/replay/alone.h"
#include "compiler/replay/neighbourhood.h"
#include "compiler/replay/scratch_database.h"
#include "compiler/replay/seeds.h"
#include "compiler/replay/stored_catalog.h"
#include "compiler/schema/schema_difference.h"
#include "instar/sqlite.h"
#include "runtime/sqlite/migrator.h"

namespace instar::compiler {
namespace {

bool ChangesRows(const Operation& operation) {
  return operation.kind == OperationKind::kData || operation.kind == OperationKind::kRaw ||
         operation.kind == OperationKind::kCall;
}

// "(1, NULL, '007'), (2, NULL, '1e3')": what a person needs to see why a statement failed on rows.
std::string RowsText(ScratchDatabase& database, const Table& table) {
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

class RevisionReplay {
 public:
  RevisionReplay(const ReplayInput& input, std::uint32_t revision, const std::vector<RowRisk>& risks,
                 LeftRows* rows, Diagnostics* diagnostics)
      : input_(input),
        revision_(revision),
        schema_(input.schemas[revision]),
        risks_(risks),
        alone_(input.table, revision),
        neighbourhood_(NeighbourhoodOf(input.sources, schema_)),
        left_(rows->Of(neighbourhood_.tables)),
        rows_(rows),
        diagnostics_(diagnostics) {
    options_.use_user_version = false;
  }

  bool Run() { return RunWithLeftRows() && RunWithAwkwardRows(); }

  void Carry() {
    const bool changes_rows = std::ranges::any_of(schema_.upgrade, ChangesRows);
    const bool meets_rows = std::ranges::any_of(
        neighbourhood_.tables, [&](const TablePointer& table) { return rows_->Has(table->id); });
    if (!changes_rows && !meets_rows) return;
    ScratchDatabase database;
    if (!Build(database)) return;
    AddTriggers(database);
    if (Migrate(database, Direction::kUpgrade).ok()) KeepRows(database);
  }

 private:
  const Name& RevisionName() const { return *input_.chain.revisions[revision_].tree->header.revision; }
  bool Reversible() const { return !alone_.table().irreversible(0); }

  bool RunWithLeftRows() {
    ScratchDatabase database;
    if (!Build(database)) return false;
    AddTriggers(database);
    bool kept = false;
    for (const Direction direction : Ways()) {
      const instar::Report report = Migrate(database, direction);
      if (!report.ok()) {
        // Rows that the newer schema made possible may stop a derived way back; at run time it says so.
        if (kept && direction == Direction::kDowngrade && schema_.downgrade_derived) return true;
        return ReportFailure(report, "what the revisions before it leave", "");
      }
      if (!CheckCatalog(database, direction)) return false;
      if (!kept) KeepRows(database);
      kept = true;
    }
    return true;
  }

  bool RunWithAwkwardRows() {
    ScratchDatabase database;
    if (!Build(database)) return false;
    const std::vector<TablePointer> unseeded =
        Seed(database, neighbourhood_.tables, schema_.before, SeedKind::kAwkward);
    AddTriggers(database);
    for (const Direction direction : Ways()) {
      const bool up = direction == Direction::kUpgrade;
      const RowsByTable before = SurvivingRows(database, up);
      const instar::Report report = Migrate(database, direction);
      if (!report.ok()) {
        return OnRowFailure(database, report, direction);
      }
      if (!CheckIntegrity(database, direction)) return false;
      if (!CheckRows(before, SurvivingRows(database, !up), direction)) return false;
    }
    for (const TablePointer& table : unseeded) ReportUnseeded(*table);
    return true;
  }

  std::vector<Direction> Ways() const {
    if (!Reversible()) return {Direction::kUpgrade};
    // What the downgrade keeps may stand in the way of a second upgrade: that is what was asked for.
    const Downgrade& downgrade = input_.chain.revisions[revision_].tree->downgrade;
    if (downgrade.kind == DowngradeKind::kAutoKeepingData)
      return {Direction::kUpgrade, Direction::kDowngrade};
    return {Direction::kUpgrade, Direction::kDowngrade, Direction::kUpgrade};
  }

  void KeepRows(ScratchDatabase& database) {
    rows_->TakeFrom(database, neighbourhood_.tables, TablesOf(schema_.after));
  }

  bool Build(ScratchDatabase& database) {
    for (const std::string& sql :
         SqliteStatements(neighbourhood_.tables, neighbourhood_.views, schema_.before)) {
      if (database.Run(sql)) continue;
      diagnostics_
          ->Add(
              DiagnosticKind::kReplayFailed, RevisionName().range,
              "SQLite refuses what the compiler made of the schema before this revision: " + database.error())
          .AddNote({}, "in: " + sql);
      return false;
    }
    left_.PutInto(database, neighbourhood_.tables);
    return true;
  }

  // After the rows, which would set them off.
  void AddTriggers(ScratchDatabase& database) {
    for (const TablePointer& table : neighbourhood_.tables) {
      for (const RawObject& raw : table->raw) {
        const bool ours = std::ranges::find(raw.dialects, Dialect::kSqlite) != raw.dialects.end();
        if (ours && !raw.text.empty()) database.Run(raw.text);
      }
    }
  }

  instar::Report Migrate(ScratchDatabase& database, Direction direction) {
    return instar::sqlite::Migrator(database.get(), alone_.table(), options_, direction).Run(Revisions{0});
  }

  SourceRange PlaceOf(const Failure& failure) const {
    for (const TableData::DialectData& dialect : input_.table.dialects()) {
      if (dialect.dialect != Dialect::kSqlite) continue;
      const std::size_t bounds =
          2 * static_cast<std::size_t>(revision_) + static_cast<std::size_t>(failure.direction);
      const std::size_t step = dialect.first[bounds] + failure.step;
      if (step < dialect.first[bounds + 1]) return dialect.sources[step];
    }
    return RevisionName().range;
  }

  static const char* WayText(Direction direction) {
    return direction == Direction::kUpgrade ? "upgrade" : "downgrade";
  }

  bool ReportFailure(const instar::Report& report, const std::string& database, const std::string& rows) {
    const bool inside = !report.failure.revision.empty();
    Diagnostic& diagnostic = diagnostics_->Add(
        DiagnosticKind::kReplayFailed, inside ? PlaceOf(report.failure) : RevisionName().range,
        "SQLite refuses this: " + (inside ? report.failure.reason : report.status.message()));
    diagnostic.AddNote({}, absl::StrCat("while replaying the ", WayText(report.failure.direction),
                                        " of revision '", RevisionName().text, "' on ", database, rows));
    return false;
  }

  // The risk of the failing statement; of a rebuild, which joins several, the first of the revision; of the
  // check of foreign keys after it, a foreign key.
  const RowRisk* RiskOf(const Failure& failure) const {
    const SourceRange place = PlaceOf(failure);
    for (const RowRisk& risk : risks_) {
      if (risk.source.begin < place.end && place.begin < risk.source.end) return &risk;
    }
    const StepRange steps = alone_.table().Steps(alone_.table().dialects[0], 0, failure.direction);
    if (failure.step >= steps.size()) {
      const auto found = std::ranges::find(risks_, DiagnosticKind::kAddForeignKey, &RowRisk::kind);
      return found == risks_.end() ? nullptr : &*found;
    }
    const bool is_rebuild = steps.begin()[failure.step].kind == StepKind::kRebuild;
    return is_rebuild && !risks_.empty() ? &risks_.front() : nullptr;
  }

  // What the replay as a whole says then.
  bool OnRowFailure(ScratchDatabase& database, const instar::Report& report, Direction direction) {
    const std::string rows = RowsOf(database);
    if (direction == Direction::kDowngrade) {
      // Rows that the newer schema made possible may stop a derived way back at run time; that is no error.
      if (schema_.downgrade_derived) return true;
      return ReportFailure(report, "awkward rows", rows);
    }
    const RowRisk* risk = RiskOf(report.failure);
    if (risk == nullptr) return OnDataFailure(report, rows);
    if (!risk->accepted && risk->undecided) {
      instar::compiler::Report(*risk, diagnostics_)
          .AddNote({}, absl::StrCat("SQLite says: ", report.failure.reason, rows));
      return false;
    }
    return RunTame();
  }

  // A statement that changes rows works on what the history itself leaves, but not on rows that may be there
  // as well: whether they are is for the user to know.
  bool OnDataFailure(const instar::Report& report, const std::string& rows) {
    if (!std::ranges::any_of(schema_.upgrade, ChangesRows))
      return ReportFailure(report, "awkward rows", rows);
    diagnostics_
        ->Add(DiagnosticKind::kMayFailOnRows, PlaceOf(report.failure),
              "this may fail on rows that are there: " + report.failure.reason)
        .AddNote({}, absl::StrCat("it failed beside awkward rows", rows));
    return true;
  }

  // With rows that break no promise it must work, or the promise is not what is wrong.
  bool RunTame() {
    ScratchDatabase database;
    if (!Build(database)) return false;
    Seed(database, neighbourhood_.tables, schema_.before, SeedKind::kTame);
    AddTriggers(database);
    const instar::Report report = Migrate(database, Direction::kUpgrade);
    // Tame rows are guesses too: a foreign key or a check may need rows that nobody can guess.
    return report.ok() || !report.failure.revision.empty();
  }

  std::string RowsOf(ScratchDatabase& database) {
    std::string text;
    for (const ObjectId id : neighbourhood_.touched) {
      const TablePointer table = schema_.before.FindTable(id);
      if (table == nullptr) continue;
      if (const std::string rows = RowsText(database, *table); !rows.empty()) {
        text += (text.empty() ? "; rows of '" : ", of '") + table->name.text + "': " + rows;
      }
    }
    return text;
  }

  bool CheckCatalog(ScratchDatabase& database, Direction direction) {
    const Catalog& expected = direction == Direction::kUpgrade ? schema_.after : schema_.before;
    const std::vector<TablePointer> tables = TablesOf(expected);
    std::vector<ViewPointer> views;
    for (const ObjectId id : ObjectIds()) {
      if (const ViewPointer view = expected.FindView(id)) views.push_back(view);
    }
    const ReadCatalog actual = CatalogOf(StoredStatements(database, tables));
    const ReadCatalog wanted = CatalogOf(SqliteStatements(tables, views, expected));
    std::string difference = actual.error.empty() ? wanted.error : actual.error;
    if (difference.empty()) {
      const std::vector<SchemaDifference> differences = DifferenceOf(wanted.catalog, actual.catalog);
      if (differences.empty()) return true;
      difference = differences.front().Message();
    }
    diagnostics_->Add(DiagnosticKind::kReplayFailed, RevisionName().range,
                      absl::StrCat("after the ", WayText(direction),
                                   ", the database is not what the statements say: ", difference));
    return false;
  }

  std::vector<TablePointer> TablesOf(const Catalog& catalog) const {
    std::vector<TablePointer> tables;
    for (const ObjectId id : ObjectIds()) {
      if (const TablePointer table = catalog.FindTable(id)) tables.push_back(table);
    }
    return tables;
  }

  // All that is there before, or is made by any operation.
  std::vector<ObjectId> ObjectIds() const {
    std::vector<ObjectId> ids;
    for (const TablePointer& table : neighbourhood_.tables) ids.push_back(table->id);
    for (const ViewPointer& view : neighbourhood_.views) ids.push_back(view->id);
    for (const std::vector<Operation>* operations : {&schema_.upgrade, &schema_.downgrade}) {
      for (const Operation& operation : *operations) {
        if (operation.table_after != nullptr) ids.push_back(operation.table_after->id);
        if (operation.view_after != nullptr) ids.push_back(operation.view_after->id);
      }
    }
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
  }

  // In a table without rowids SQLite (3.40) may look for a NULL in the wrong column.
  void RemoveMistakes(ScratchDatabase& database, const Catalog& catalog,
                      std::vector<std::string>* complaints) const {
    if (complaints->empty()) return;
    for (const TablePointer& table : TablesOf(catalog)) {
      if (!table->without_rowid) continue;
      for (const Column& column : table->columns) {
        const std::string any =
            absl::StrCat("SELECT 1 FROM ", sqlite::Quoted(table->name.text), " WHERE typeof(",
                         sqlite::Quoted(column.name.text), ") = 'null'");
        if (!database.Column(any).empty()) continue;
        std::erase(*complaints, absl::StrCat("NULL value in ", table->name.text, ".", column.name.text));
      }
    }
  }

  bool CheckIntegrity(ScratchDatabase& database, Direction direction) {
    std::vector<std::string> complaints = database.Column("PRAGMA integrity_check");
    if (complaints == std::vector<std::string>{"ok"}) complaints.clear();
    RemoveMistakes(database, direction == Direction::kUpgrade ? schema_.after : schema_.before, &complaints);
    for (const std::string& table : database.Column("PRAGMA foreign_key_check")) {
      complaints.push_back("a row of '" + table + "' refers to a parent that does not exist");
    }
    if (complaints.empty()) return true;
    diagnostics_->Add(
        DiagnosticKind::kReplayFailed, RevisionName().range,
        absl::StrCat("after the ", WayText(direction), ", the rows are not sound: ", complaints.front()));
    return false;
  }

  using RowsByTable = std::map<ObjectId, std::vector<std::string>>;

  // The rows of tables that stay, in the columns that stay as they are; none when a statement changes rows.
  // `is_before`: the database has the schema before the revision.
  RowsByTable SurvivingRows(ScratchDatabase& database, bool is_before) {
    RowsByTable rows;
    if (std::ranges::any_of(schema_.upgrade, ChangesRows) ||
        std::ranges::any_of(schema_.downgrade, ChangesRows)) {
      return rows;
    }
    for (const TablePointer& table : neighbourhood_.tables) {
      const TablePointer other = schema_.after.FindTable(table->id);
      if (other == nullptr) continue;
      rows[table->id] = RowsOfColumns(database, *table, *other, is_before);
    }
    return rows;
  }

  // A renamed value of an enum type is another value in every row.
  bool LosesValues(const Column& before, const Column& after) const {
    const std::vector<std::string> values = sqlite::EnumValues(after, schema_.after);
    return std::ranges::any_of(sqlite::EnumValues(before, schema_.before), [&](const std::string& value) {
      return std::ranges::find(values, value) == values.end();
    });
  }

  std::vector<std::string> RowsOfColumns(ScratchDatabase& database, const Table& before, const Table& after,
                                         bool is_before) {
    std::string columns;
    for (const Column& column : before.columns) {
      const Column* other = after.Find(column.id);
      if (other == nullptr || !(other->type == column.type) || column.generated.has_value() ||
          other->generated.has_value() || LosesValues(column, *other)) {
        continue;
      }
      const std::string name = sqlite::Quoted(is_before ? column.name.text : other->name.text);
      columns += (columns.empty() ? "quote(" : " || ',' || quote(") + name + ")";
    }
    if (columns.empty()) return {};
    return database.Column("SELECT " + columns + " FROM " +
                           sqlite::Quoted(is_before ? before.name.text : after.name.text) + " ORDER BY 1");
  }

  bool CheckRows(const RowsByTable& before, const RowsByTable& now, Direction direction) {
    for (const auto& [id, rows] : before) {
      const auto found = now.find(id);
      if (found == now.end() || found->second == rows) continue;
      diagnostics_->Add(DiagnosticKind::kReplayFailed, RevisionName().range,
                        absl::StrCat("the ", WayText(direction), " loses or changes rows of table '",
                                     schema_.before.FindTable(id)->name.text,
                                     "', though no statement of it speaks of them"));
      return false;
    }
    return true;
  }

  void ReportUnseeded(const Table& table) {
    if (std::ranges::find(neighbourhood_.touched, table.id) == neighbourhood_.touched.end()) return;
    diagnostics_
        ->Add(DiagnosticKind::kUnseededTable, RevisionName().range,
              absl::StrCat("no row could be made for table '", table.name.text,
                           "': this revision is proven on it only while it is empty"))
        .AddNote(table.origin.range, absl::StrCat("table '", table.name.text, "' is made here"));
  }

  const ReplayInput& input_;
  std::uint32_t revision_;
  const RevisionSchema& schema_;
  const std::vector<RowRisk>& risks_;
  Alone alone_;
  Neighbourhood neighbourhood_;
  // What the revisions before this one left, and where what this one leaves is kept.
  const LeftRows left_;
  LeftRows* rows_;
  Diagnostics* diagnostics_;
  instar::Options options_;
};

}  // namespace

bool ReplayRevision(const ReplayInput& input, std::uint32_t revision, const std::vector<RowRisk>& risks,
                    LeftRows* rows, Diagnostics* diagnostics) {
  return RevisionReplay(input, revision, risks, rows, diagnostics).Run();
}

void CarryRows(const ReplayInput& input, std::uint32_t revision, LeftRows* rows) {
  Diagnostics said_before;
  RevisionReplay(input, revision, {}, rows, &said_before).Carry();
}

}  // namespace instar::compiler
