#include "runtime/sqlite/migrator.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "runtime/applying/advice.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/foreign_keys.h"
#include "runtime/sqlite/preconditions.h"
#include "runtime/sqlite/step_guard.h"

namespace instar::sqlite {
namespace {

std::int64_t MicrosecondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start)
      .count();
}

std::int64_t UnixMilliseconds() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

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
  if (status.ok() && !cursor_.done()) status = RunPlan();
  // It may have ended the waiting for a lock, or a check that is no step. After the last commit it is too
  // late.
  Status cancelled = watch_.Check();
  const bool its_doing = status.code() == StatusCode::kBusy || status.code() == StatusCode::kCancelled;
  return its_doing && !cancelled.ok() && report_.failure.revision.empty() ? cancelled : status;
}

Status Migrator::RunPlan() {
  ForeignKeySetting foreign_keys(job_.db);
  StepGuard guard(job_.db);
  RevisionRunner runner(job_, guard, watch_, &report_.failure);
  Status status;
  while (status.ok() && !cursor_.done()) {
    status = watch_.Check();
    if (!status.ok()) break;
    const bool rebuilds = job_.Rebuilds(cursor_.next());
    // Only outside of a transaction can it be set.
    status = foreign_keys.Set(!rebuilds);
    if (!status.ok()) break;
    Transaction transaction(job_.db);
    if (const int rc = transaction.Begin(patience_); rc != SQLITE_OK) {
      return ErrorOf(job_.db, rc, "begin a transaction");
    }
    status = cursor_.Find();
    report_.to = cursor_.row_ids();
    if (status.ok()) report_.newer = cursor_.newer();
    if (cursor_.at_start()) report_.from = report_.to;
    // Where the next revision is another one than expected, it may need another setting.
    if (!status.ok() || cursor_.done() || job_.Rebuilds(cursor_.next()) != rebuilds) continue;
    if (report_.applied.empty()) status = backup_gate_.Pass(&report_.backup);
    if (status.ok()) status = RunNext(runner, transaction);
  }
  return status;
}

Status Migrator::RunNext(RevisionRunner& runner, Transaction& transaction) {
  const std::uint32_t revision = cursor_.next();
  const auto start = std::chrono::steady_clock::now();
  const std::int64_t started_at_ms = UnixMilliseconds();
  const bool unenforced = job_.Rebuilds(revision);
  watch_.BeginRevision(job_.table->id(revision), cursor_.position(), cursor_.size(),
                       job_.StepsOf(revision).size());
  std::optional<Watch::Watching> watching(std::in_place, watch_);
  int rc = unenforced ? audit_.Begin(job_.db) : SQLITE_OK;
  if (rc != SQLITE_OK) return ErrorOf(job_.db, rc, "check the foreign keys");
  Status status = runner.Run(revision);
  if (!status.ok()) return status;
  if (unenforced) {
    watch_.BeginStep(job_.StepsOf(revision).size(), "check of the foreign keys");
    std::string broken;
    rc = audit_.End(job_.db, &broken);
    if (rc != SQLITE_OK) return ErrorOf(job_.db, rc, "check the foreign keys");
    if (audit_.undecided()) return status;
    if (!broken.empty()) return runner.FailAtCommit(revision, {StatusCode::kStepFailed, std::move(broken)});
  }

  // What is done is done.
  watching.reset();
  const std::int64_t duration_us = MicrosecondsSince(start);
  status = cursor_.Record(started_at_ms, duration_us);
  if (!status.ok()) return status;
  if (rc = transaction.Commit(patience_); rc != SQLITE_OK) {
    return runner.FailAtCommit(
        revision, {watch_.cancelled() ? StatusCode::kCancelled : CodeOf(rc), sqlite3_errmsg(job_.db)});
  }
  report_.applied.push_back({std::string(job_.table->id(revision)), job_.direction, duration_us});
  report_.to = cursor_.row_ids();
  watch_.Commit();
  cursor_.Advance();
  return status;
}

std::vector<std::string> Migrator::IdsOf(IndexRange revisions) const {
  std::vector<std::string> ids;
  ids.reserve(revisions.size());
  for (const std::uint32_t r : revisions) ids.emplace_back(job_.table->id(r));
  return ids;
}

}  // namespace instar::sqlite
