// Which revisions are to be run, and how far the database is on that way.
#ifndef INSTAR_RUNTIME_SQLITE_PLAN_CURSOR_H_
#define INSTAR_RUNTIME_SQLITE_PLAN_CURSOR_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "instar/status.h"
#include "runtime/applying/version_rows.h"
#include "runtime/planning/plan.h"
#include "runtime/sqlite/job.h"
#include "runtime/sqlite/journal.h"
#include "runtime/sqlite/version_check.h"
#include "runtime/sqlite/version_store.h"
#include "runtime/sqlite/wait.h"

namespace instar::sqlite {

class PlanCursor {
 public:
  // The job must outlive it.
  explicit PlanCursor(const Job& job);
  ~PlanCursor();
  PlanCursor(const PlanCursor&) = delete;
  PlanCursor& operator=(const PlanCursor&) = delete;

  // Instead of what leads to the job's target: exactly these, in this order.
  void Give(Revisions plan) { given_ = std::move(plan); }

  // By one read of the header: the database is at all heads, and that is where to go.
  bool AtHeadsByDigest();
  // Reads the version without a lock and plans, to learn whether there is anything to do.
  Status Look(Patience& patience);
  // With the write lock held: reads the version again, plans anew the first time, and moves to the first
  // revision that is still to be run.
  Status Find();

  // As last read, or written since; those that this program does not know are not among them.
  IndexRange rows() const;
  // The ids of all rows as last read.
  std::vector<std::string> stored() const;
  // The ids of all rows, as last read or written since.
  std::vector<std::string> row_ids() const;
  // Of revisions that a newer program applied, which lets this one go on: then there is nothing to run.
  std::vector<std::string> newer() const;
  // Whether that succeeded, whatever this program made of them.
  bool was_read() const { return store_.was_read(); }
  // Nothing is left to be run.
  bool done() const { return position_ == plan_.size(); }
  // What to run next. Not when done.
  std::uint32_t next() const { return plan_[position_]; }
  // What one transaction runs, next() first: all that is left, or next() alone.
  IndexRange together() const;
  // Of the plan: how many are behind, and how many there are.
  std::size_t position() const { return position_; }
  std::size_t size() const { return plan_.size(); }
  // The rows are those that the plan of Find() was made from: nothing was run yet.
  bool at_start() const { return at_start_; }

  // A revision without a transaction that was begun. It is next(), unless it goes in the other direction.
  const std::optional<Unfinished>& unfinished() const { return unfinished_; }
  bool turned_round() const { return unfinished_.has_value() && unfinished_->direction != job_->direction; }
  // Of next(), in a transaction of its own each.
  std::size_t steps_done() const { return unfinished_.has_value() ? unfinished_->steps_done : 0; }

  // Past what is applied: after a commit.
  void Advance();

  // In a transaction: the state of the step of next() after those that are done.
  Status MarkStep(StepState state);
  // In the transaction that finishes the revision: the version, its digest, the line of history.
  Status Record(std::uint32_t revision, std::int64_t started_at_ms, std::int64_t duration_us);

 private:
  Status ReadAndCheck(Revisions* rows);
  Status CheckNew() const;
  Status Plan(const Revisions& rows);
  // Before the first step: what others have put into the database or the connection.
  Status CheckSurroundings(const Revisions& rows) const;
  Status CheckReversible() const;
  Status CheckUnfinished() const;
  void PutUnfinishedFirst();
  Status MovedElsewhere(std::uint32_t revision) const;

  const Job* job_;
  VersionStore store_;
  Journal journal_;
  Revisions plan_;
  std::optional<Revisions> given_;
  std::optional<VersionRows> rows_;
  FoundVersion found_;  // as last checked
  std::optional<Unfinished> unfinished_;
  bool planned_under_lock_ = false;
  bool at_start_ = false;
  std::size_t position_ = 0;  // in plan_
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_PLAN_CURSOR_H_
