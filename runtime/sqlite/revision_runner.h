// All the steps of one revision.
#ifndef INSTAR_RUNTIME_SQLITE_REVISION_RUNNER_H_
#define INSTAR_RUNTIME_SQLITE_REVISION_RUNNER_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "instar/report.h"
#include "runtime/sqlite/job.h"
#include "runtime/sqlite/step_guard.h"
#include "runtime/sqlite/step_runner.h"
#include "runtime/sqlite/wait.h"

namespace instar::sqlite {

class RevisionRunner {
 public:
  // All must outlive it. What fails is written to `failure`.
  RevisionRunner(const Job& job, StepGuard& guard, Watch& watch, Failure* failure)
      : job_(&job), steps_(job, guard, watch), watch_(&watch), failure_(failure) {}

  // Inside a transaction. After a failure it must be rolled back.
  Status Run(std::uint32_t revision);
  // One of them, likewise; or outside of a transaction, for what the database refuses inside of one.
  StepResult RunStep(std::uint32_t revision, std::size_t step);
  StepResult RunStepAlone(std::uint32_t revision, std::size_t step, Patience& patience);

  // What to say of a failure.
  Status Fail(std::uint32_t revision, std::size_t step, StepResult result);
  // Its steps are done, and what should have made them stay did not work.
  Status FailAtCommit(std::uint32_t revision, StepResult result);

 private:
  const StepRow& Begin(std::uint32_t revision, std::size_t step);
  std::string WhatStays(std::uint32_t revision, std::size_t step, StatusCode code) const;

  const Job* job_;
  StepRunner steps_;
  Watch* watch_;
  Failure* failure_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_REVISION_RUNNER_H_
