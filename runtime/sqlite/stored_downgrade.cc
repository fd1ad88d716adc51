#include "runtime/sqlite/stored_downgrade.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "runtime/applying/advice.h"
#include "runtime/applying/extended_table.h"
#include "runtime/applying/stored_revision.h"
#include "runtime/message.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/job.h"
#include "runtime/sqlite/length_limit.h"
#include "runtime/sqlite/migrator.h"
#include "runtime/sqlite/preconditions.h"
#include "runtime/sqlite/statement.h"
#include "runtime/sqlite/version_check.h"
#include "runtime/sqlite/version_store.h"
#include "runtime/sqlite/wait.h"

namespace instar::sqlite {
namespace {

Status Damaged(const HistoryRow& row) {
  return StatusOf(
      StatusCode::kUnknownFormat,
      "what the database keeps to undo revision '%' is not as Instar writes it: a newer Instar wrote "
      "it, or somebody changed it; nothing was run; use the program that applied the revision",
      {row.revision});
}

Status NeedsItsProgram(const HistoryRow& row, std::string_view why) {
  const std::string program = row.program.empty() ? std::string() : Message(", '%'", {row.program});
  return StatusOf(StatusCode::kNeedsNewerProgram,
                  "revision '%' can only be undone by the program that applied it%: %; nothing was changed",
                  {row.revision, program, why});
}

class StoredDowngrade {
 public:
  StoredDowngrade(const Job& job) : job_(job), store_(job.db, *job.table, *job.options) {}

  Report Run() {
    Report report;
    report.status = Prepare();
    if (report.ok() && found_.newer.empty()) return Migrator(job_).Run();
    for (const StoredRow& row : store_.stored()) report.from.push_back(row.revision);
    report.to = report.from;
    if (report.ok()) RunPlan(&report);
    report.status = Advised(std::move(report.status), CommandOf(job_.direction, *job_.options), *job_.table,
                            store_.was_read() ? &report.to : nullptr);
    return report;
  }

 private:
  void RunPlan(Report* report) {
    ExtendedTable extended(*job_.table, *job_.steps);
    Revisions plan;
    report->status = Extend(&extended);
    if (report->ok()) report->status = Plan(&plan);
    if (!report->ok()) return;
    Job job = job_;
    job.table = &extended.table();
    job.steps = job.table->Find(Dialect::kSqlite);
    job.first_stored = job_.table->revision_count;
    *report = Migrator(job).Run(std::move(plan));
  }

  Status Prepare() {
    Status status = CheckPreconditions(job_);
    if (!status.ok() || job_.options->target.empty()) return status;
    Patience patience(job_.options->lock_timeout_ms);
    patience.Try([&] {
      status = ReadAndCheckVersion(job_.db, *job_.table, store_, &found_);
      return status.code() == StatusCode::kBusy ? SQLITE_BUSY : SQLITE_OK;
    });
    return status;
  }

  Status Extend(ExtendedTable* extended) {
    for (const HistoryRow& row : found_.newer) {
      Statement read;
      int rc = read.Prepare(job_.db, "SELECT downgrade FROM main.instar_history WHERE id = ?1");
      const LengthLimit limit(job_.db);
      if (rc == SQLITE_OK) rc = read.Bind(1, row.id).Step();
      if (rc == SQLITE_TOOBIG) return Damaged(row);
      if (rc != SQLITE_ROW) return ErrorOf(job_.db, rc, "read instar_history");
      if (read.ColumnType(0) == SQLITE_NULL) return NeedsItsProgram(row, "the database keeps no way back");
      Status status =
          read.ColumnType(0) == SQLITE_BLOB ? Add(row, read.ColumnBlob(0), extended) : Damaged(row);
      if (!status.ok()) return status;
    }
    return OkStatus();
  }

  static Status Add(const HistoryRow& row, std::string_view text, ExtendedTable* extended) {
    StoredRevision stored;
    if (!DecodeStored(text, &stored)) return Damaged(row);
    if ((stored.flags & kRevisionIrreversible) == 0) {
      for (const StoredStep& step : stored.downgrade) {
        if (step.kind != StepKind::kCall) continue;
        return NeedsItsProgram(row, Message("it calls the C++ function '%'", {step.text}));
      }
    }
    return extended->Add(row, stored) ? OkStatus() : Damaged(row);
  }

  // Their places in the extended table: behind the program's own.
  Status Plan(Revisions* plan) const {
    const std::uint32_t own = job_.table->revision_count;
    for (std::size_t i = found_.newer.size(); i-- > 0;) plan->push_back(own + static_cast<std::uint32_t>(i));
    const std::string_view target = job_.target();
    // Where the newer revisions began, which may be below the program's own heads.
    if (target == "heads" || (target == "head" && job_.table->head_count == 1)) return OkStatus();
    Revisions rest;
    Status status = PlanDowngrade(*job_.table, found_.rows, target, &rest);
    plan->insert(plan->end(), rest.begin(), rest.end());
    return status;
  }

  const Job job_;
  VersionStore store_;
  FoundVersion found_;
};

}  // namespace

Report DowngradeStored(sqlite3* db, const Table& table, const Options& options) {
  const Job job{
      db, &table, table.Find(Dialect::kSqlite), &options, Direction::kDowngrade, RebuildForm::kFastest};
  return StoredDowngrade(job).Run();
}

}  // namespace instar::sqlite
