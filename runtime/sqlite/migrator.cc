#include "runtime/sqlite/migrator.h"

#include <optional>
#include <string>
#include <utility>

#include "runtime/applying/advice.h"
#include "runtime/sqlite/all_together.h"
#include "runtime/sqlite/config_setting.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/foreign_keys.h"
#include "runtime/sqlite/preconditions.h"
#include "runtime/sqlite/step_guard.h"
#include "runtime/sqlite/stopwatch.h"

namespace instar::sqlite {
Migrator::Migrator(sqlite3* db, const Table& table, const Options& options, Direction direction,
                   RebuildForm rebuild_form)
    : Migrator(Job{db, &table, table.Find(Dialect::kSqlite), &options, direction, rebuild_form}) {}

Migrator::Migrator(const Job& job)
    : job_(job),
      watch_(job.db, *job.options, job.direction),
      backup_gate_(job_, watch_),
      patience_(job.options->lock_timeout_ms, &watch_),
      cursor_(job_) {}

// Here and not in the header: written out once.
Migrator::~Migrator() = default;

Report Migrator::Run() {
  report_.status = !job_.upgrades() && job_.options->target.empty()
                       ? Status(StatusCode::kInvalidArgument,
                                "a downgrade needs a target: set Options::target, for example to \"-1\" or "
                                "\"base\"")
                       : RunAll();
  return Explained();
}

Report Migrator::Run(Revisions revisions) {
  cursor_.Give(std::move(revisions));
  report_.status = RunAll();
  return std::move(report_);
}

Report Migrator::Explained() {
  report_.status = Advised(std::move(report_.status), CommandOf(job_.direction, *job_.options), *job_.table,
                           cursor_.was_read() ? &report_.to : nullptr);
  return std::move(report_);
}

Status Migrator::RunAll() {
  Status status = CheckPreconditions(job_);
  if (!status.ok()) return status;
  if (cursor_.AtHeadsByDigest()) {
    report_.from = report_.to = IdsOf({job_.table->heads, job_.table->heads + job_.table->head_count});
    return status;
  }
  status = cursor_.Look(patience_);
  report_.from = report_.to = status.ok() ? cursor_.row_ids() : cursor_.stored();
  if (status.ok()) report_.newer = cursor_.newer();
  if (status.ok() && cursor_.turned_round()) {
    status = FinishOther();
    if (status.ok()) status = cursor_.Look(patience_);
  }
  if (status.ok() && !cursor_.done()) status = RunPlan();
  // It may have ended the waiting for a lock, or a check that is no step. After the last commit it is too
  // late.
  Status cancelled = watch_.Check();
  const bool its_doing = status.code() == StatusCode::kBusy || status.code() == StatusCode::kCancelled;
  return its_doing && !cancelled.ok() && report_.failure.revision.empty() ? cancelled : status;
}

Status Migrator::FinishOther() {
  const Direction direction = job_.upgrades() ? Direction::kDowngrade : Direction::kUpgrade;
  Job job = job_;
  job.direction = direction;
  Migrator other(job);
  Report report = other.Run(Revisions{cursor_.unfinished()->revision});
  report_.applied = std::move(report.applied);
  report_.to = std::move(report.to);
  report_.backup = std::move(report.backup);
  report_.failure = std::move(report.failure);
  return report.status;
}

Status Migrator::RunPlan() {
  ForeignKeySetting foreign_keys(job_.db);
  // Some libraries have it on: a table renamed while foreign keys are off would leave its children behind.
  const ConfigSetting legacy(job_.db, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, false);
  StepGuard guard(job_.db);
  RevisionRunner runner(job_, guard, watch_, &report_.failure);
  UntransactedRunner untransacted(job_, cursor_, runner, watch_, patience_);
  Status status = CheckJournal(job_.db);
  if (status.ok()) status = CheckTogether();
  bool untouched = report_.applied.empty();
  while (status.ok() && !cursor_.done()) {
    status = watch_.Check();
    if (!status.ok()) break;
    const bool unenforced = job_.IsUnenforced(cursor_.together());
    // Only outside of a transaction can it be set.
    status = foreign_keys.Set(!unenforced);
    if (!status.ok()) break;
    Transaction transaction(job_.db);
    if (const int rc = transaction.Begin(patience_); rc != SQLITE_OK) {
      return ErrorOf(job_.db, rc, "begin a transaction");
    }
    status = cursor_.Find();
    report_.to = cursor_.row_ids();
    if (status.ok()) report_.newer = cursor_.newer();
    if (cursor_.at_start()) {
      if (report_.applied.empty()) report_.from = report_.to;
      if (status.ok()) status = CheckTogether();
    }
    // Where the next revision is another one than expected, it may need another setting.
    if (!status.ok() || cursor_.done() || job_.IsUnenforced(cursor_.together()) != unenforced) continue;
    if (untouched) status = backup_gate_.Pass(&report_.backup);
    if (!status.ok()) continue;
    if (job_.table->untransacted(cursor_.next())) {
      untouched = false;
      status = RunStep(untransacted, transaction);
    } else {
      status = RunTogether(runner, transaction);
      untouched = untouched && report_.applied.empty();
    }
  }
  return status;
}

Status Migrator::CheckTogether() const {
  return job_.all_together() ? instar::sqlite::CheckTogether(job_, cursor_.together()) : OkStatus();
}

void Migrator::ShowRevision(std::size_t index) {
  const std::uint32_t revision = cursor_.together().begin_[index];
  watch_.BeginRevision(job_.table->id(revision), cursor_.position() + index, cursor_.size(),
                       job_.StepsOf(revision).size());
}

Status Migrator::RunStep(UntransactedRunner& runner, Transaction& transaction) {
  ShowRevision(0);
  std::optional<AppliedRevision> finished;
  Status status = runner.Run(transaction, &finished);
  if (finished.has_value()) NoteApplied({std::move(*finished)});
  return status;
}

Status Migrator::RunTogether(RevisionRunner& runner, Transaction& transaction) {
  const IndexRange revisions = cursor_.together();
  const bool unenforced = job_.IsUnenforced(revisions);
  std::vector<AppliedRevision> applied;
  for (const std::uint32_t revision : revisions) {
    const Stopwatch stopwatch;
    ShowRevision(applied.size());
    Status status = RunWatched(runner, revision, unenforced && applied.empty(),
                               unenforced && applied.size() + 1 == revisions.size());
    if (!status.ok() || (unenforced && audit_.undecided())) return status;
    const std::int64_t duration_us = stopwatch.elapsed_us();
    status = cursor_.Record(revision, stopwatch.began_at_ms(), duration_us);
    if (!status.ok()) return status;
    applied.push_back({std::string(job_.table->id(revision)), job_.direction, duration_us});
  }
  if (const int rc = transaction.Commit(patience_); rc != SQLITE_OK) {
    const StatusCode code = watch_.cancelled() ? StatusCode::kCancelled : CodeOf(rc);
    return runner.FailAtCommit(revisions.end_[-1], {code, WordsOf(job_.db, rc)});
  }
  NoteApplied(std::move(applied));
  return OkStatus();
}

Status Migrator::RunWatched(RevisionRunner& runner, std::uint32_t revision, bool begins_audit,
                            bool ends_audit) {
  const Watch::Watching watching(watch_);
  // What SQLite can only do so is mostly about keys that are broken in its eyes.
  const bool lists = begins_audit && job_.HasFlag(cursor_.together(), kStepWithoutForeignKeys);
  int rc = begins_audit ? audit_.Begin(job_.db, lists) : SQLITE_OK;
  if (rc != SQLITE_OK) return ErrorOf(job_.db, rc, "check the foreign keys");
  Status status = runner.Run(revision);
  if (!status.ok() || !ends_audit) return status;
  watch_.BeginStep(job_.StepsOf(revision).size(), "check of the foreign keys");
  std::string broken;
  rc = audit_.End(job_.db, &broken);
  if (rc != SQLITE_OK) return ErrorOf(job_.db, rc, "check the foreign keys");
  return broken.empty() ? status
                        : runner.FailAtCommit(revision, {StatusCode::kStepFailed, std::move(broken)});
}

void Migrator::NoteApplied(std::vector<AppliedRevision> applied) {
  for (AppliedRevision& one : applied) report_.applied.push_back(std::move(one));
  report_.to = cursor_.row_ids();
  watch_.Commit();
  cursor_.Advance();
}

std::vector<std::string> Migrator::IdsOf(IndexRange revisions) const {
  std::vector<std::string> ids;
  ids.reserve(revisions.size());
  for (const std::uint32_t r : revisions) ids.emplace_back(job_.table->id(r));
  return ids;
}

}  // namespace instar::sqlite
