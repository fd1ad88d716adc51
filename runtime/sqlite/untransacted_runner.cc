#include "runtime/sqlite/untransacted_runner.h"

#include <string>
#include <utility>

#include "runtime/message.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/foreign_key_check.h"

namespace instar::sqlite {

Status UntransactedRunner::Run(Transaction& transaction, std::optional<AppliedRevision>* finished) {
  const std::uint32_t revision = cursor_->next();
  if (revision_ != revision) {
    revision_ = revision;
    stopwatch_ = Stopwatch();
  }
  const StepRange steps = job_->StepsOf(revision);
  const std::size_t step = cursor_->steps_done();
  // All of them may be done: where the last one was resolved by hand, or there is none.
  if (step < steps.size()) {
    if ((steps.begin()[step].flags & kStepAutocommit) != 0) return RunAlone(transaction, finished);
    StepResult result = RunWatched([&] { return RunAudited(revision, step); });
    if (!result.ok()) return Fail(transaction, std::move(result));
  }
  return Commit(transaction, finished);
}

// Each step is checked by itself: it is committed by itself.
StepResult UntransactedRunner::RunAudited(std::uint32_t revision, std::size_t step) {
  if (!job_->IsUnenforced(revision)) return runner_->RunStep(revision, step);
  ForeignKeyAudit audit;
  int rc = audit.Begin(job_->db, true);
  if (rc == SQLITE_OK) {
    StepResult result = runner_->RunStep(revision, step);
    if (!result.ok()) return result;
    rc = audit.End(job_->db, &result.reason);
    if (rc == SQLITE_OK) {
      if (!result.reason.empty()) result.code = StatusCode::kStepFailed;
      return result;
    }
  }
  return {CodeOf(rc), WordsOf(job_->db, rc)};
}

Status UntransactedRunner::RunAlone(Transaction& transaction, std::optional<AppliedRevision>* finished) {
  const std::uint32_t revision = cursor_->next();
  const std::size_t step = cursor_->steps_done();
  const std::optional<Unfinished>& unfinished = cursor_->unfinished();
  Status status = unfinished.has_value() ? WhyStopped(*job_->table, *unfinished) : OkStatus();
  if (status.ok()) status = cursor_->MarkStep(StepState::kBegun);
  if (!status.ok()) return status;
  if (const int rc = transaction.Commit(*patience_); rc != SQLITE_OK) {
    return Fail(transaction, {CodeOf(rc), WordsOf(job_->db, rc)});
  }
  StepResult result = RunWatched([&] { return runner_->RunStepAlone(revision, step, *patience_); });
  if (!result.ok()) return Fail(transaction, std::move(result));
  // Another process may have found it begun, and gone on.
  return FindAgain(transaction, revision, step, &status) ? Commit(transaction, finished) : status;
}

bool UntransactedRunner::FindAgain(Transaction& transaction, std::uint32_t revision, std::size_t step,
                                   Status* status) {
  if (const int rc = transaction.Begin(*patience_); rc != SQLITE_OK) {
    *status = ErrorOf(job_->db, rc, "begin a transaction");
    return false;
  }
  *status = cursor_->Find();
  return status->ok() && !cursor_->done() && cursor_->next() == revision && cursor_->steps_done() == step;
}

Status UntransactedRunner::Commit(Transaction& transaction, std::optional<AppliedRevision>* finished) {
  const std::uint32_t revision = cursor_->next();
  const std::int64_t duration_us = stopwatch_.elapsed_us();
  const bool last = cursor_->steps_done() + 1 >= job_->StepsOf(revision).size();
  Status status = last ? cursor_->Record(revision, stopwatch_.began_at_ms(), duration_us)
                       : cursor_->MarkStep(StepState::kDone);
  if (!status.ok()) return status;
  if (const int rc = transaction.Commit(*patience_); rc != SQLITE_OK) {
    return Fail(transaction, {CodeOf(rc), WordsOf(job_->db, rc)});
  }
  if (last) *finished = {std::string(job_->table->id(revision)), job_->direction, duration_us};
  return status;
}

// The failure is noted where the revision can no more be taken for one that was never begun. Whether that
// works or not, what failed is what the user must hear of.
Status UntransactedRunner::Fail(Transaction& transaction, StepResult result) {
  const std::uint32_t revision = cursor_->next();
  const std::size_t step = cursor_->steps_done();
  // A disk may do all of a commit and then fail to say so: what was begun stays in doubt.
  const bool known = result.code != StatusCode::kIoError;
  Status failure = runner_->Fail(revision, step, std::move(result));
  transaction.RollBack();
  Status noted;
  if (!FindAgain(transaction, revision, step, &noted) || !cursor_->unfinished().has_value()) return failure;
  if (!known && cursor_->unfinished()->next == StepState::kBegun) return failure;
  if (cursor_->MarkStep(step > 0 ? StepState::kFailed : StepState::kNotBegun).ok()) {
    transaction.Commit(*patience_);
  }
  return failure;
}

}  // namespace instar::sqlite
