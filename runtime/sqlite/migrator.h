// One migration of one SQLite database: looking, planning, running.
#ifndef INSTAR_RUNTIME_SQLITE_MIGRATOR_H_
#define INSTAR_RUNTIME_SQLITE_MIGRATOR_H_

#include <sqlite3.h>

#include <string>
#include <vector>

#include "instar/options.h"
#include "instar/report.h"
#include "instar/table.h"
#include "runtime/planning/plan.h"
#include "runtime/sqlite/backup_gate.h"
#include "runtime/sqlite/foreign_key_check.h"
#include "runtime/sqlite/job.h"
#include "runtime/sqlite/plan_cursor.h"
#include "runtime/sqlite/rebuild.h"
#include "runtime/sqlite/revision_runner.h"
#include "runtime/sqlite/transaction.h"
#include "runtime/sqlite/untransacted_runner.h"
#include "runtime/sqlite/wait.h"
#include "runtime/sqlite/watch.h"

namespace instar::sqlite {

class Migrator {
 public:
  // The form of rebuilds is for tests and replay: all of them must work.
  Migrator(sqlite3* db, const Table& table, const Options& options, Direction direction,
           RebuildForm rebuild_form = RebuildForm::kFastest);
  explicit Migrator(const Job& job);
  ~Migrator();
  Migrator(const Migrator&) = delete;
  Migrator& operator=(const Migrator&) = delete;

  // To the target of the options.
  Report Run();
  // Exactly these revisions, in this order.
  Report Run(Revisions revisions);

 private:
  // The report, at the end of a run that a user asked for.
  Report Explained();
  Status RunAll();
  // A revision that was begun in the other direction has only one way on.
  Status FinishOther();
  Status RunPlan();
  Status CheckTogether() const;
  // Both in a transaction that has found what is next, and commit. Where they neither fail nor commit, it
  // must be rolled back and begun again.
  Status RunTogether(RevisionRunner& runner, Transaction& transaction);
  Status RunStep(UntransactedRunner& runner, Transaction& transaction);
  // The steps of one, and the check of foreign keys at the beginning and the end of the transaction.
  Status RunWatched(RevisionRunner& runner, std::uint32_t revision, bool begins_audit, bool ends_audit);
  void ShowRevision(std::size_t index);
  void NoteApplied(std::vector<AppliedRevision> applied);
  std::vector<std::string> IdsOf(IndexRange revisions) const;

  const Job job_;
  Watch watch_;
  BackupGate backup_gate_;
  Patience patience_;
  PlanCursor cursor_;
  ForeignKeyAudit audit_;
  Report report_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_MIGRATOR_H_
