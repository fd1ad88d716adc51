// Revisions without a transaction: one step at a time, each committed by itself.
#ifndef INSTAR_RUNTIME_SQLITE_UNTRANSACTED_RUNNER_H_
#define INSTAR_RUNTIME_SQLITE_UNTRANSACTED_RUNNER_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "instar/report.h"
#include "runtime/sqlite/job.h"
#include "runtime/sqlite/plan_cursor.h"
#include "runtime/sqlite/revision_runner.h"
#include "runtime/sqlite/stopwatch.h"
#include "runtime/sqlite/transaction.h"
#include "runtime/sqlite/wait.h"
#include "runtime/sqlite/watch.h"

namespace instar::sqlite {

class UntransactedRunner {
 public:
  // All must outlive it.
  UntransactedRunner(const Job& job, PlanCursor& cursor, RevisionRunner& runner, Watch& watch,
                     Patience& patience)
      : job_(&job), cursor_(&cursor), runner_(&runner), watch_(&watch), patience_(&patience) {}

  // In a transaction that has found cursor.next(): its next step, and the commit. After the last one the
  // revision is `finished`.
  Status Run(Transaction& transaction, std::optional<AppliedRevision>* finished);

 private:
  // A step inside the transaction, and what it breaks where foreign keys are off.
  StepResult RunAudited(std::uint32_t revision, std::size_t step);
  // A step that the database refuses inside a transaction.
  Status RunAlone(Transaction& transaction, std::optional<AppliedRevision>* finished);
  // The step after those that the cursor knows of is done.
  Status Commit(Transaction& transaction, std::optional<AppliedRevision>* finished);
  Status Fail(Transaction& transaction, StepResult result);
  // What is noted of the step is not to be interrupted.
  template <typename Run>
  StepResult RunWatched(Run run) {
    const Watch::Watching watching(*watch_);
    return run();
  }
  // Whether the database still is where this runner left it.
  bool FindAgain(Transaction& transaction, std::uint32_t revision, std::size_t step, Status* status);

  const Job* job_;
  PlanCursor* cursor_;
  RevisionRunner* runner_;
  Watch* watch_;
  Patience* patience_;
  std::optional<std::uint32_t> revision_;  // that the stopwatch is for
  Stopwatch stopwatch_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_UNTRANSACTED_RUNNER_H_
