#include "runtime/sqlite/plan_cursor.h"

#include <algorithm>
#include <cstddef>

#include "runtime/message.h"
#include "runtime/sqlite/adoption.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/snapshot.h"
#include "runtime/sqlite/version_check.h"

namespace instar::sqlite {

PlanCursor::PlanCursor(const Job& job)
    : job_(&job), store_(job.db, *job.table, *job.options), journal_(job.db, *job.table, *job.options) {}

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

IndexRange PlanCursor::together() const {
  if (done()) return {nullptr, nullptr};
  const std::uint32_t* const first = plan_.data() + position_;
  return {first, job_->all_together() ? plan_.data() + plan_.size() : first + 1};
}

Status PlanCursor::Look(Patience& patience) {
  Revisions rows;
  Status status;
  patience.Try([&] {
    // Others may be at work: version, history and journal of one moment.
    const Snapshot snapshot(job_->db);
    found_ = {};
    status = store_.Read(&rows);
    // The history may tell why it is refused, or that a version was lost.
    const bool ask_history = store_.was_read() && store_.tables_exist() && (!status.ok() || rows.empty());
    if (ask_history) status = ReadAndCheck(&rows);
    if (status.ok()) status = journal_.Read(store_, &unfinished_);
    // There is nothing to undo, or nobody knows what: a database that was not made by these revisions.
    if (status.ok() && rows.empty() && !job_->upgrades() && !given_.has_value()) status = CheckNew();
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

Status PlanCursor::CheckNew() const {
  Revisions all;
  Status status = PlanUpgrade(*job_->table, {}, "heads", &all);
  return status.ok() ? CheckNothingInTheWay(job_->db, *job_->table, all) : status;
}

Status PlanCursor::Plan(const Revisions& rows) {
  plan_.clear();
  position_ = 0;
  rows_.emplace(*job_->table, rows);
  Status status = CheckUnfinished();
  if (!status.ok()) return status;
  // What was begun in the other direction is finished first: what that makes impossible is refused before.
  Revisions from = rows;
  if (turned_round()) {
    VersionRows after(*job_->table, rows);
    (void)(job_->upgrades() ? after.Undo(unfinished_->revision) : after.Apply(unfinished_->revision));
    from = after.rows();
  }
  if (given_.has_value()) {
    plan_ = *given_;
  } else if (job_->upgrades()) {
    status = PlanUpgrade(*job_->table, from, job_->target(), &plan_);
    if (status.ok()) status = CheckUsable(*job_->table, found_, plan_);
  } else {
    status = PlanDowngrade(*job_->table, from, job_->target(), &plan_);
  }
  if (status.ok() && !job_->upgrades()) status = CheckReversible();
  if (status.ok()) PutUnfinishedFirst();
  return status;
}

Status PlanCursor::CheckUnfinished() const {
  if (!unfinished_.has_value()) return OkStatus();
  const bool upgrades = unfinished_->direction == Direction::kUpgrade;
  if (upgrades ? rows_->CanApply(unfinished_->revision) : rows_->CanUndo(unfinished_->revision)) {
    return OkStatus();
  }
  return StatusOf(
      StatusCode::kUnknownFormat,
      "instar_journal says that the database stands half-way through the % of revision '%', and "
      "instar_version says that it cannot: one of them was changed by hand: restore a backup, or, "
      "if you know where the database is, run `instar stamp --purge REVISION`",
      {upgrades ? "upgrade" : "downgrade", job_->table->id(unfinished_->revision)});
}

void PlanCursor::PutUnfinishedFirst() {
  if (!unfinished_.has_value() || turned_round()) return;
  const auto first = plan_.begin() + static_cast<std::ptrdiff_t>(position_);
  const auto found = std::find(first, plan_.end(), unfinished_->revision);
  if (found == plan_.end()) {
    plan_.insert(first, unfinished_->revision);
  } else {
    std::rotate(first, found, found + 1);
  }
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
  if (at_start_) store_.LookAgain();
  found_ = {};
  const bool checks = at_start_ && !given_.has_value();
  Status status = checks ? OkStatus() : store_.Read(&rows);
  // Also where a newer program came in between.
  if (checks || status.code() == StatusCode::kUnknownDatabaseRevision) status = ReadAndCheck(&rows);
  if (status.ok()) status = journal_.Read(store_, &unfinished_);
  if (!status.ok()) return status;
  if (!planned_under_lock_) {
    // The plan made without the lock only said that there is something to do.
    planned_under_lock_ = true;
    status = Plan(rows);
    if (status.ok() && !given_.has_value()) status = CheckSurroundings(rows);
  } else {
    // Another process has worked meanwhile, on the same plan if all is well.
    if (!rows_->Is(rows)) rows_.emplace(*job_->table, rows);
    status = CheckUnfinished();
    PutUnfinishedFirst();
  }
  if (!status.ok()) return status;
  Advance();
  if (turned_round()) return MovedElsewhere(unfinished_->revision);
  if (!found_.newer.empty()) {
    const Revisions pending(plan_.begin() + static_cast<std::ptrdiff_t>(position_), plan_.end());
    return CheckUsable(*job_->table, found_, pending);
  }
  if (done() || (job_->upgrades() ? rows_->CanApply(next()) : rows_->CanUndo(next()))) return OkStatus();
  return MovedElsewhere(next());
}

Status PlanCursor::MovedElsewhere(std::uint32_t revision) const {
  return StatusOf(
      StatusCode::kBusy,
      "another process moves this database elsewhere: revision '%' was next, and what it needs has "
      "changed; stop the other one and start again",
      {job_->table->id(revision)});
}

void PlanCursor::Advance() {
  while (!done() && rows_->applied(next()) == job_->upgrades()) ++position_;
}

Status PlanCursor::MarkStep(StepState state) {
  const std::size_t step = steps_done();
  const bool begun = state != StepState::kNotBegun;
  Status status = begun ? journal_.Write(next(), job_->direction, step, state) : journal_.Remove(step);
  return status.ok() ? store_.WriteDigest(rows_->rows(), begun ? step + 1 : step) : status;
}

Status PlanCursor::CheckSurroundings(const Revisions& rows) const {
  if (done()) return OkStatus();
  Status status = CheckNothingHidden(job_->db);
  // What is there already may be the work of a revision that is half-way.
  if (!status.ok() || !rows.empty() || unfinished_.has_value()) return status;
  return CheckNothingInTheWay(job_->db, *job_->table, plan_);
}

Status PlanCursor::Record(std::uint32_t revision, std::int64_t started_at_ms, std::int64_t duration_us) {
  Status status = unfinished_.has_value() ? journal_.Clear() : OkStatus();
  if (!status.ok()) return status;
  const RowChange change = job_->upgrades() ? rows_->Apply(revision) : rows_->Undo(revision);
  const Action action = job_->upgrades() ? Action::kUpgrade : Action::kDowngrade;
  return store_.Write(change, rows_->rows(), HistoryEntry{revision, action, started_at_ms, duration_us});
}

}  // namespace instar::sqlite
