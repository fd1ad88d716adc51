// One migration of one SQLite database.
#ifndef INSTAR_RUNTIME_SQLITE_MIGRATOR_H_
#define INSTAR_RUNTIME_SQLITE_MIGRATOR_H_

#include <sqlite3.h>

#include <optional>
#include <string_view>

#include "instar/options.h"
#include "instar/report.h"
#include "instar/table.h"
#include "runtime/applying/version_rows.h"
#include "runtime/planning/plan.h"
#include "runtime/sqlite/rebuild.h"
#include "runtime/sqlite/step_guard.h"
#include "runtime/sqlite/version_store.h"
#include "runtime/sqlite/wait.h"

namespace instar::sqlite {

class Migrator {
 public:
  // The form of rebuilds is for tests and replay: all of them must work.
  Migrator(sqlite3* db, const Table& table, const Options& options, Direction direction,
           RebuildForm rebuild_form = RebuildForm::kFastest);
  ~Migrator();
  Migrator(const Migrator&) = delete;
  Migrator& operator=(const Migrator&) = delete;

  // To the target of the options.
  Report Run();
  // Exactly these revisions, in this order.
  Report Run(Revisions revisions);

 private:
  Report Finish();
  Status Check();
  // The version is the target already, by one read of the header.
  bool AtHeadsByDigest();
  Status Plan(const Revisions& rows);
  Status CheckReversible() const;
  // Reads the version without a lock, to learn whether there is anything to do.
  Status Look();
  Status RunSteps();
  // With the lock held: where the database is now, and the next revision of the plan that is still to be run.
  Status FindNext(std::optional<std::uint32_t>* next);
  Status RunRevision(std::uint32_t revision);
  bool Rebuilds(std::uint32_t revision) const;
  // A revision that runs with foreign keys off. `again`: roll back and run it once more.
  Status RunUnenforced(std::uint32_t revision, bool* again);
  Status RunStep(std::uint32_t revision, const StepRow& step, std::string* reason);
  Status RebuildTable(std::string_view text, std::string* reason);
  Status RunSql(std::string_view sql, std::string* reason);
  Status Call(std::uint32_t revision, const StepRow& step, std::string* reason);
  Status Fail(std::uint32_t revision, std::size_t step, StatusCode code, std::string reason);
  std::string TextOf(const StepRow& step) const;
  std::string_view target() const;
  void SetRows(IndexRange rows);

  sqlite3* db_;
  const Table* table_;
  const Options* options_;
  Direction direction_;
  RebuildForm rebuild_form_;
  const DialectSteps* steps_ = nullptr;
  Patience patience_;
  VersionStore store_;
  StepGuard* guard_ = nullptr;  // while steps run
  Report report_;
  Revisions plan_;
  std::optional<Revisions> given_plan_;
  bool planned_under_lock_ = false;
  bool list_violations_ = false;
  std::size_t position_ = 0;  // in plan_
  std::optional<VersionRows> rows_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_MIGRATOR_H_
