// One migration of one SQLite database: looking, planning, running.
#ifndef INSTAR_RUNTIME_SQLITE_MIGRATOR_H_
#define INSTAR_RUNTIME_SQLITE_MIGRATOR_H_

#include <sqlite3.h>

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
  Status RunPlan();
  // In a transaction; commits. Without a failure and without a commit: it must be rolled back and run again.
  Status RunNext(RevisionRunner& runner, Transaction& transaction);
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
