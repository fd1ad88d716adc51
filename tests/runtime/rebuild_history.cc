#include "tests/runtime/rebuild_history.h"

#include <gtest/gtest.h>

#include "runtime/sqlite/migrator.h"

namespace instar {

Report RunUp(Database& db, const Table& table, sqlite::RebuildForm form, const Options& options) {
  Report report = sqlite::Migrator(db.get(), table, options, Direction::kUpgrade, form).Run();
  EXPECT_NE(sqlite3_get_autocommit(db.get()), 0);
  EXPECT_EQ(db.Ask("pragma integrity_check"), "ok");
  EXPECT_EQ(db.Ask("select name from sqlite_schema where name glob 'instar_new*'"), "");
  return report;
}

Report RunRebuild(Database& db, const Rebuild& rebuild, sqlite::RebuildForm form, const Options& options) {
  const HandHistory history({{rebuild}});
  return RunUp(db, history.table(), form, options);
}

sqlite::RebuildForm FormTaken(Database& db, const Rebuild& rebuild, sqlite::RebuildForm wanted) {
  db.Run("begin immediate");
  const Options options;
  sqlite::Watch watch(db.get(), options, Direction::kUpgrade);
  sqlite::Rebuilder rebuilder(db.get(), rebuild, false, wanted, watch);
  EXPECT_EQ(rebuilder.Run(), StatusCode::kOk) << rebuilder.reason();
  db.Run("commit");
  EXPECT_EQ(db.Ask("pragma integrity_check"), "ok");
  return rebuilder.form();
}

}  // namespace instar
