#include "runtime/sqlite/migrator.h"

#include <chrono>
#include <string>
#include <utility>

#include "instar/step.h"
#include "runtime/applying/rebuild.h"
#include "runtime/message.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/foreign_key_check.h"
#include "runtime/sqlite/foreign_keys.h"
#include "runtime/sqlite/transaction.h"

namespace instar::sqlite {
namespace {

std::string VersionText(std::uint32_t number) {
  return Message("%.%.%", {Decimal(number / 1000000), Decimal(number / 1000 % 1000), Decimal(number % 1000)});
}

std::int64_t MicrosecondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start)
      .count();
}

std::int64_t UnixMilliseconds() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// Every change of the schema changes this number. Negative when it cannot be read.
std::int64_t SchemaVersion(sqlite3* db) {
  Statement read;
  if (read.Prepare(db, "PRAGMA main.schema_version") != SQLITE_OK || read.Step() != SQLITE_ROW) return -1;
  return read.ColumnInteger(0);
}

IndexRange Range(const Revisions& revisions) {
  return {revisions.data(), revisions.data() + revisions.size()};
}

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace

Migrator::Migrator(sqlite3* db, const Table& table, const Options& options, Direction direction,
                   RebuildForm rebuild_form)
    : db_(db),
      table_(&table),
      options_(&options),
      direction_(direction),
      rebuild_form_(rebuild_form),
      steps_(table.Find(Dialect::kSqlite)),
      patience_(options.lock_timeout_ms),
      store_(db, table, options) {}

// Here and not in the header: written out once.
Migrator::~Migrator() = default;

Report Migrator::Run() {
  report_.status = Check();
  if (report_.ok() && direction_ == Direction::kDowngrade && options_->target.empty()) {
    report_.status =
        Status(StatusCode::kInvalidArgument,
               "a downgrade needs a target: set Options::target, for example to \"-1\" or \"base\"");
  }
  if (!report_.ok() || AtHeadsByDigest()) return std::move(report_);
  return Finish();
}

Report Migrator::Run(Revisions revisions) {
  given_plan_ = std::move(revisions);
  report_.status = Check();
  return report_.ok() ? Finish() : std::move(report_);
}

Report Migrator::Finish() {
  report_.status = Look();
  if (report_.ok() && !plan_.empty()) {
    StepGuard guard(db_);
    guard_ = &guard;
    report_.status = RunSteps();
  }
  return std::move(report_);
}

Status Migrator::Check() {
  if (db_ == nullptr) return Status(StatusCode::kInvalidArgument, "the connection is null: open it first");
  if (steps_ == nullptr) {
    return Status(StatusCode::kInvalidArgument,
                  "these migrations were not compiled for sqlite: add it to DIALECTS of add_migrations()");
  }
  const auto library = static_cast<std::uint32_t>(sqlite3_libversion_number());
  if (library < steps_->minimum_version) {
    return StatusOf(
        StatusCode::kLibraryTooOld,
        "this program runs on SQLite %, but its migrations were compiled for % or newer: update the "
        "library, or lower SQLITE_MIN_VERSION of add_migrations() and build again",
        {VersionText(library), VersionText(steps_->minimum_version)});
  }
  if (sqlite3_get_autocommit(db_) == 0) {
    return Status(StatusCode::kInvalidArgument,
                  "the connection is inside a transaction: commit or roll back before migrating");
  }
  for (sqlite3_stmt* one = nullptr; (one = sqlite3_next_stmt(db_, one)) != nullptr;) {
    if (sqlite3_stmt_busy(one) == 0) continue;
    return StatusOf(StatusCode::kInvalidArgument,
                    "a statement of the connection is in progress: finish or reset it before migrating: %",
                    {sqlite3_sql(one)});
  }
  return OkStatus();
}

std::string_view Migrator::target() const {
  return options_->target.empty() ? std::string_view("heads") : std::string_view(options_->target);
}

bool Migrator::AtHeadsByDigest() {
  if (direction_ != Direction::kUpgrade || target() != "heads" || !options_->use_user_version ||
      table_->revision_count == 0) {
    return false;
  }
  std::uint32_t digest = 0;
  if (store_.ReadUserVersion(&digest) != SQLITE_OK || digest != table_->head_digest) return false;
  SetRows({table_->heads, table_->heads + table_->head_count});
  report_.from = report_.to;
  return true;
}

Status Migrator::Look() {
  Revisions rows;
  Status status;
  patience_.Try([&] {
    status = store_.Read(&rows);
    return status.code() == StatusCode::kBusy ? SQLITE_BUSY : SQLITE_OK;
  });
  if (status.ok()) status = Plan(rows);
  SetRows(Range(rows));
  report_.from = report_.to;
  return status;
}

Status Migrator::Plan(const Revisions& rows) {
  plan_.clear();
  position_ = 0;
  rows_.emplace(*table_, rows);
  if (given_plan_.has_value()) {
    plan_ = *given_plan_;
    return OkStatus();
  }
  if (direction_ == Direction::kUpgrade) return PlanUpgrade(*table_, rows, target(), &plan_);
  Status status = PlanDowngrade(*table_, rows, target(), &plan_);
  return status.ok() ? CheckReversible() : status;
}

Status Migrator::CheckReversible() const {
  for (const std::uint32_t r : plan_) {
    if (!table_->irreversible(r)) continue;
    return StatusOf(StatusCode::kIrreversible, "revision '%' cannot be undone: %; nothing was changed",
                    {table_->id(r), table_->irreversible_reason(r)});
  }
  return OkStatus();
}

Status Migrator::RunSteps() {
  ForeignKeySetting foreign_keys(db_);
  bool rebuilds = Rebuilds(plan_.front());
  while (true) {
    // Only outside of a transaction can it be set.
    Status status = foreign_keys.Set(!rebuilds);
    if (!status.ok()) return status;
    Transaction transaction(db_);
    const int rc = transaction.Begin(patience_);
    if (rc != SQLITE_OK) return ErrorOf(db_, rc, "begin a transaction");
    std::optional<std::uint32_t> next;
    status = FindNext(&next);
    if (!status.ok() || !next.has_value()) return status;
    if (Rebuilds(*next) != rebuilds) {
      rebuilds = !rebuilds;
      continue;
    }

    const auto start = std::chrono::steady_clock::now();
    const std::int64_t started_at_ms = UnixMilliseconds();
    bool again = false;
    status = rebuilds ? RunUnenforced(*next, &again) : RunRevision(*next);
    if (!status.ok()) return status;
    if (again) continue;
    const RowChange change = direction_ == Direction::kUpgrade ? rows_->Apply(*next) : rows_->Undo(*next);
    const std::int64_t duration_us = MicrosecondsSince(start);
    const Action action = direction_ == Direction::kUpgrade ? Action::kUpgrade : Action::kDowngrade;
    status = store_.Write(change, rows_->rows(), HistoryEntry{*next, action, started_at_ms, duration_us});
    if (!status.ok()) return status;
    if (const int commit = transaction.Commit(patience_); commit != SQLITE_OK) {
      return Fail(*next, table_->Steps(*steps_, *next, direction_).size(), CodeOf(commit),
                  sqlite3_errmsg(db_));
    }

    report_.applied.push_back({std::string(table_->id(*next)), direction_, duration_us});
    SetRows(Range(rows_->rows()));
    if (++position_ == plan_.size()) return OkStatus();
    rebuilds = Rebuilds(plan_[position_]);
  }
}

bool Migrator::Rebuilds(std::uint32_t revision) const {
  for (const StepRow& step : table_->Steps(*steps_, revision, direction_)) {
    if (step.kind == StepKind::kRebuild) return true;
  }
  return false;
}

// What was broken before does not stop a revision. To list it costs as much as the check at the end, and
// hardly ever is anything broken: so it is listed only when that check has found something, and all is done
// again.
Status Migrator::RunUnenforced(std::uint32_t revision, bool* again) {
  Violations violations;
  bool any = false;
  int rc = list_violations_ ? CountViolations(db_, -1, &violations) : SQLITE_OK;
  Status status = rc == SQLITE_OK ? RunRevision(revision) : OkStatus();
  if (!status.ok()) return status;
  if (rc == SQLITE_OK) rc = AnyViolation(db_, &any);
  if (rc == SQLITE_OK && any && !list_violations_) {
    list_violations_ = *again = true;
    return status;
  }
  if (rc == SQLITE_OK && any) rc = CountViolations(db_, 1, &violations);
  if (rc != SQLITE_OK) return ErrorOf(db_, rc, "check the foreign keys");
  std::string reason = NewViolations(violations);
  if (reason.empty()) return status;
  return Fail(revision, table_->Steps(*steps_, revision, direction_).size(), StatusCode::kStepFailed,
              std::move(reason));
}

Status Migrator::FindNext(std::optional<std::uint32_t>* next) {
  Revisions rows;
  Status status = store_.Read(&rows);
  if (!status.ok()) return status;
  SetRows(Range(rows));
  if (!planned_under_lock_) {
    // The plan made without the lock only said that there is something to do.
    planned_under_lock_ = true;
    report_.from = report_.to;
    status = Plan(rows);
    if (!status.ok()) return status;
  } else if (!rows_->Is(rows)) {
    // Another process has worked meanwhile, on the same plan if all is well.
    rows_.emplace(*table_, rows);
  }
  while (position_ < plan_.size() &&
         rows_->applied(plan_[position_]) == (direction_ == Direction::kUpgrade)) {
    ++position_;
  }
  if (position_ == plan_.size()) return OkStatus();
  *next = plan_[position_];
  if (direction_ == Direction::kUpgrade ? rows_->CanApply(**next) : rows_->CanUndo(**next)) return OkStatus();
  return StatusOf(
      StatusCode::kBusy,
      "another process moves this database elsewhere: revision '%' was next, and what it needs has "
      "changed; stop the other one and start again",
      {table_->id(**next)});
}

Status Migrator::RunRevision(std::uint32_t revision) {
  std::size_t index = 0;
  for (const StepRow& step : table_->Steps(*steps_, revision, direction_)) {
    std::string reason;
    Status status = RunStep(revision, step, &reason);
    if (guard_->denial() != nullptr) {
      // Also where a C++ step did not look at what SQLite answered.
      reason = guard_->denial();
      status = Status(StatusCode::kStepFailed, "");
    } else if (status.ok() && sqlite3_get_autocommit(db_) != 0) {
      reason = "the transaction was ended by the step itself";
      status = Status(StatusCode::kStepFailed, "");
    }
    if (!status.ok()) return Fail(revision, index, status.code(), std::move(reason));
    ++index;
  }
  return OkStatus();
}

Status Migrator::RunStep(std::uint32_t revision, const StepRow& step, std::string* reason) {
  // A rebuild is Instar's own work, and may do what the user's steps may not.
  if (step.kind == StepKind::kRebuild) return RebuildTable(table_->text(step), reason);
  const StepGuard::Inside inside(*guard_);
  switch (step.kind) {
    case StepKind::kCall:
      return Call(revision, step, reason);
    case StepKind::kRebuild:
    case StepKind::kSql:
      break;
  }
  return RunSql(table_->text(step), reason);
}

Status Migrator::RebuildTable(std::string_view text, std::string* reason) {
  Rebuild rebuild;
  if (!DecodeRebuild(text, &rebuild)) {
    *reason = "the step's text is damaged";
    return Status(StatusCode::kStepFailed, "");
  }
  Rebuilder rebuilder(db_, rebuild, options_->keep_unknown_objects, rebuild_form_);
  const StatusCode code = rebuilder.Run();
  *reason = rebuilder.reason();
  return Status(code, "");
}

Status Migrator::RunSql(std::string_view sql, std::string* reason) {
  Statement statement;
  std::string_view unused;
  int rc = statement.Prepare(db_, sql, &unused);
  while (!unused.empty() && IsSpace(unused.front())) unused.remove_prefix(1);
  if (rc == SQLITE_OK && !unused.empty()) {
    *reason = "more than one statement where one was expected";
    return Status(StatusCode::kStepFailed, "");
  }
  if (rc == SQLITE_OK && sqlite3_bind_parameter_count(statement.get()) != 0) {
    *reason = "the statement has a parameter, and nothing to fill it";
    return Status(StatusCode::kStepFailed, "");
  }
  if (rc == SQLITE_OK) rc = statement.Run();
  if (rc == SQLITE_OK) return OkStatus();
  *reason = sqlite3_errmsg(db_);
  return Status(CodeOf(rc), "");
}

Status Migrator::Call(std::uint32_t revision, const StepRow& step, std::string* reason) {
  const std::int64_t schema_before = SchemaVersion(db_);
  Step context(table_->id(revision), direction_, db_);
  const Status status = table_->functions[step.function](context);
  if (!status.ok()) {
    *reason = status.message();
    return Status(status.code() == StatusCode::kCancelled ? status.code() : StatusCode::kStepFailed, "");
  }
  if (SchemaVersion(db_) != schema_before) {
    *reason = "the C++ step changed the schema; it may change rows only: write schema changes as statements";
    return Status(StatusCode::kStepFailed, "");
  }
  return OkStatus();
}

Status Migrator::Fail(std::uint32_t revision, std::size_t step, StatusCode code, std::string reason) {
  // What the disk or the lock did keeps its own code; all else is the revision's.
  if (code == StatusCode::kDatabaseError || code == StatusCode::kOk) code = StatusCode::kStepFailed;
  const StepRange steps = table_->Steps(*steps_, revision, direction_);
  const std::string place = step < steps.size()
                                ? Message("step %: %; in: %", {Decimal(static_cast<std::int64_t>(step) + 1),
                                                               reason, TextOf(steps.begin()[step])})
                                : Message("its commit: %", {reason});
  Status status =
      StatusOf(code, "% of revision '%' failed at %; the revision was rolled back, those before it stay",
               {direction_ == Direction::kUpgrade ? "upgrade" : "downgrade", table_->id(revision), place});
  report_.failure = {std::string(table_->id(revision)), direction_, step, std::move(reason)};
  return status;
}

std::string Migrator::TextOf(const StepRow& step) const {
  const std::string_view text = table_->text(step);
  if (step.kind != StepKind::kRebuild) return std::string(text);
  Rebuild rebuild;
  return DecodeRebuild(text, &rebuild) ? Message("rebuild of table %", {rebuild.table}) : "rebuild";
}

void Migrator::SetRows(IndexRange rows) {
  report_.to.clear();
  for (const std::uint32_t r : rows) report_.to.emplace_back(table_->id(r));
}

}  // namespace instar::sqlite
