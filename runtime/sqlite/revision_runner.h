// All the steps of one revision.
#ifndef INSTAR_RUNTIME_SQLITE_REVISION_RUNNER_H_
#define INSTAR_RUNTIME_SQLITE_REVISION_RUNNER_H_

#include <cstddef>
#include <cstdint>

#include "instar/report.h"
#include "runtime/sqlite/job.h"
#include "runtime/sqlite/step_guard.h"
#include "runtime/sqlite/step_runner.h"

namespace instar::sqlite {

class RevisionRunner {
 public:
  // All must outlive it. What fails is written to `failure`.
  RevisionRunner(const Job& job, StepGuard& guard, Watch& watch, Failure* failure)
      : job_(&job), steps_(job, guard, watch), watch_(&watch), failure_(failure) {}

  // Inside a transaction. After a failure it must be rolled back.
  Status Run(std::uint32_t revision);
  // Its steps are done, and what should have made them stay did not work.
  Status FailAtCommit(std::uint32_t revision, StepResult result);

 private:
  Status Fail(std::uint32_t revision, std::size_t step, StepResult result);

  const Job* job_;
  StepRunner steps_;
  Watch* watch_;
  Failure* failure_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_REVISION_RUNNER_H_
