// One step of a revision: an SQL statement, a C++ function, a rebuild.
#ifndef INSTAR_RUNTIME_SQLITE_STEP_RUNNER_H_
#define INSTAR_RUNTIME_SQLITE_STEP_RUNNER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "instar/status.h"
#include "runtime/sqlite/job.h"
#include "runtime/sqlite/step_guard.h"
#include "runtime/sqlite/wait.h"
#include "runtime/sqlite/watch.h"

namespace instar::sqlite {

struct StepResult {
  StatusCode code = StatusCode::kOk;
  std::string reason;  // the database's or the C++ step's own words

  bool ok() const { return code == StatusCode::kOk; }
};

class StepRunner {
 public:
  // All must outlive it.
  StepRunner(const Job& job, StepGuard& guard, Watch& watch) : job_(&job), guard_(&guard), watch_(&watch) {}

  // Inside a transaction. After a failure it must be rolled back.
  StepResult Run(std::uint32_t revision, const StepRow& step);
  // Outside of a transaction: one statement, tried again while others are in its way.
  StepResult RunAlone(std::uint32_t revision, const StepRow& step, Patience& patience);

 private:
  StepGuard::Origin OriginOf(std::uint32_t revision) const;
  StepResult RunAny(std::uint32_t revision, const StepRow& step);
  StepResult RunSql(std::string_view sql, Patience* patience);
  StepResult Call(std::uint32_t revision, const StepRow& step);
  StepResult RebuildTable(std::string_view text);

  const Job* job_;
  StepGuard* guard_;
  Watch* watch_;
};

// As users know it: the statement, the function's name, "rebuild of table t".
std::string TextOf(const Table& table, const StepRow& step);

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_STEP_RUNNER_H_
