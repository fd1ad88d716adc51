#include "runtime/sqlite/plan_cursor.h"

#include <cstddef>

#include "runtime/message.h"
#include "runtime/sqlite/adoption.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/version_check.h"

namespace instar::sqlite {

PlanCursor::PlanCursor(const Job& job) : job_(&job), store_(job.db, *job.table, *job.options) {}

// Here and not in the header: written out once.
PlanCursor::~PlanCursor() = default;

IndexRange PlanCursor::rows() const {
  if (!rows_.has_value()) return {nullptr, nullptr};
  const Revisions& rows = rows_->rows();
  return {rows.data(), rows.data() + rows.size()};
}

std::vector<std::string> PlanCursor::stored() const {
  std::vector<std::string> ids;
  for (const StoredRow& row : store_.stored()) ids.push_back(row.revision);
  return ids;
}

std::vector<std::string> PlanCursor::row_ids() const {
  if (!found_.newer.empty()) return stored();
  std::vector<std::string> ids;
  for (const std::uint32_t r : rows()) ids.emplace_back(job_->table->id(r));
  return ids;
}

std::vector<std::string> PlanCursor::newer() const {
  std::vector<std::string> ids;
  for (const HistoryRow& row : found_.newer) ids.push_back(row.revision);
  return ids;
}

bool PlanCursor::AtHeadsByDigest() {
  const Table& table = *job_->table;
  if (!job_->upgrades() || given_.has_value() || job_->target() != "heads" ||
      !job_->options->use_user_version || table.revision_count == 0) {
    return false;
  }
  std::uint32_t digest = 0;
  return store_.ReadUserVersion(&digest) == SQLITE_OK && digest == table.head_digest;
}

Status PlanCursor::Look(Patience& patience) {
  Revisions rows;
  Status status;
  patience.Try([&] {
    found_ = {};
    status = store_.Read(&rows);
    // The history may tell why it is refused, or that a version was lost.
    const bool ask_history = store_.was_read() && store_.tables_exist() && (!status.ok() || rows.empty());
    if (ask_history) status = ReadAndCheck(&rows);
    return status.code() == StatusCode::kBusy ? SQLITE_BUSY : SQLITE_OK;
  });
  return status.ok() ? Plan(rows) : status;
}

Status PlanCursor::ReadAndCheck(Revisions* rows) {
  Status status = ReadAndCheckVersion(job_->db, *job_->table, store_, &found_);
  *rows = found_.rows;
  // Nobody goes up or down beside what he does not know; but there may be no need to.
  if (status.ok() && (!job_->upgrades() || given_.has_value())) status = CheckNotNewer(*job_->table, found_);
  return status;
}

Status PlanCursor::Plan(const Revisions& rows) {
  plan_.clear();
  position_ = 0;
  rows_.emplace(*job_->table, rows);
  if (given_.has_value()) {
    plan_ = *given_;
    return job_->upgrades() ? OkStatus() : CheckReversible();
  }
  if (job_->upgrades()) {
    Status status = PlanUpgrade(*job_->table, rows, job_->target(), &plan_);
    return status.ok() ? CheckUsable(*job_->table, found_, plan_) : status;
  }
  Status status = PlanDowngrade(*job_->table, rows, job_->target(), &plan_);
  return status.ok() ? CheckReversible() : status;
}

Status PlanCursor::CheckReversible() const {
  const Table& table = *job_->table;
  for (const std::uint32_t r : plan_) {
    if (!table.irreversible(r)) continue;
    return StatusOf(StatusCode::kIrreversible, "revision '%' cannot be undone: %; nothing was changed",
                    {table.id(r), table.irreversible_reason(r)});
  }
  return OkStatus();
}

Status PlanCursor::Find() {
  Revisions rows;
  at_start_ = !planned_under_lock_;
  found_ = {};
  const bool checks = at_start_ && !given_.has_value();
  Status status = checks ? OkStatus() : store_.Read(&rows);
  // Also where a newer program came in between.
  if (checks || status.code() == StatusCode::kUnknownDatabaseRevision) status = ReadAndCheck(&rows);
  if (!status.ok()) return status;
  if (!planned_under_lock_) {
    // The plan made without the lock only said that there is something to do.
    planned_under_lock_ = true;
    status = Plan(rows);
    if (status.ok() && !given_.has_value()) status = CheckSurroundings(rows);
    if (!status.ok()) return status;
  } else if (!rows_->Is(rows)) {
    // Another process has worked meanwhile, on the same plan if all is well.
    rows_.emplace(*job_->table, rows);
  }
  while (!done() && rows_->applied(next()) == job_->upgrades()) ++position_;
  if (!found_.newer.empty()) {
    const Revisions pending(plan_.begin() + static_cast<std::ptrdiff_t>(position_), plan_.end());
    return CheckUsable(*job_->table, found_, pending);
  }
  if (done()) return OkStatus();
  if (job_->upgrades() ? rows_->CanApply(next()) : rows_->CanUndo(next())) return OkStatus();
  return StatusOf(
      StatusCode::kBusy,
      "another process moves this database elsewhere: revision '%' was next, and what it needs has "
      "changed; stop the other one and start again",
      {job_->table->id(next())});
}

Status PlanCursor::CheckSurroundings(const Revisions& rows) const {
  if (done()) return OkStatus();
  Status status = CheckNothingHidden(job_->db);
  return status.ok() && rows.empty() ? CheckNothingInTheWay(job_->db, *job_->table, plan_) : status;
}

Status PlanCursor::Record(std::int64_t started_at_ms, std::int64_t duration_us) {
  const RowChange change = job_->upgrades() ? rows_->Apply(next()) : rows_->Undo(next());
  const Action action = job_->upgrades() ? Action::kUpgrade : Action::kDowngrade;
  return store_.Write(change, rows_->rows(), HistoryEntry{next(), action, started_at_ms, duration_us});
}

}  // namespace instar::sqlite
