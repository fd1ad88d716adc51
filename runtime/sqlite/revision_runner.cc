#include "runtime/sqlite/revision_runner.h"

#include <string>
#include <utility>

#include "runtime/message.h"

namespace instar::sqlite {

Status RevisionRunner::Run(std::uint32_t revision) {
  const std::size_t count = job_->StepsOf(revision).size();
  for (std::size_t step = 0; step < count; ++step) {
    StepResult result = RunStep(revision, step);
    if (!result.ok()) return Fail(revision, step, std::move(result));
  }
  return OkStatus();
}

StepResult RevisionRunner::RunStep(std::uint32_t revision, std::size_t step) {
  return steps_.Run(revision, Begin(revision, step));
}

StepResult RevisionRunner::RunStepAlone(std::uint32_t revision, std::size_t step, Patience& patience) {
  return steps_.RunAlone(revision, Begin(revision, step), patience);
}

const StepRow& RevisionRunner::Begin(std::uint32_t revision, std::size_t step) {
  const StepRow& row = job_->StepsOf(revision).begin()[step];
  watch_->BeginStep(step, watch_->is_seen() ? TextOf(*job_->table, row) : std::string());
  return row;
}

Status RevisionRunner::FailAtCommit(std::uint32_t revision, StepResult result) {
  return Fail(revision, job_->StepsOf(revision).size(), std::move(result));
}

Status RevisionRunner::Fail(std::uint32_t revision, std::size_t step, StepResult result) {
  // What the disk or the lock did keeps its own code; all else is the revision's.
  const StatusCode code = result.code == StatusCode::kDatabaseError ? StatusCode::kStepFailed : result.code;
  const StepRange steps = job_->StepsOf(revision);
  const std::string place =
      step < steps.size()
          ? Message("step %: %; in: %", {Decimal(static_cast<std::int64_t>(step) + 1), result.reason,
                                         TextOf(*job_->table, steps.begin()[step])})
          : Message("its commit: %", {result.reason});
  Status status = StatusOf(code, "% of revision '%' failed at %; %",
                           {job_->upgrades() ? "upgrade" : "downgrade", job_->table->id(revision), place,
                            WhatStays(revision, step, code)});
  *failure_ = {std::string(job_->table->id(revision)), job_->direction, step, std::move(result.reason)};
  return status;
}

std::string RevisionRunner::WhatStays(std::uint32_t revision, std::size_t step, StatusCode code) const {
  // SQLite may report an error of a commit that the disk has taken all the same.
  const bool at_commit = step == job_->StepsOf(revision).size();
  if (at_commit && (code == StatusCode::kIoError || code == StatusCode::kDiskFull)) {
    return "the next run sees whether it was kept";
  }
  if (job_->all_together()) return "all of it was rolled back: the database is as it was";
  if (!job_->table->untransacted(revision) || step == 0) {
    return "the revision was rolled back, those before it stay";
  }
  return Message("the % before it stay%, and the next run goes on with this one",
                 {step == 1 ? "step" : Message("% steps", {Decimal(static_cast<std::int64_t>(step))}),
                  step == 1 ? "s" : ""});
}

}  // namespace instar::sqlite
