#include "runtime/sqlite/revision_runner.h"

#include <string>
#include <utility>

#include "runtime/message.h"

namespace instar::sqlite {

Status RevisionRunner::Run(std::uint32_t revision) {
  std::size_t index = 0;
  for (const StepRow& step : job_->StepsOf(revision)) {
    watch_->BeginStep(index, watch_->is_seen() ? TextOf(*job_->table, step) : std::string());
    StepResult result = steps_.Run(revision, step);
    if (!result.ok()) return Fail(revision, index, std::move(result));
    ++index;
  }
  return OkStatus();
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
  Status status =
      StatusOf(code, "% of revision '%' failed at %; the revision was rolled back, those before it stay",
               {job_->upgrades() ? "upgrade" : "downgrade", job_->table->id(revision), place});
  *failure_ = {std::string(job_->table->id(revision)), job_->direction, step, std::move(result.reason)};
  return status;
}

}  // namespace instar::sqlite
