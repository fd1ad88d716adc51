#include <gtest/gtest.h>

#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

Report DowngradeTo(Database& db, const History& history, const std::string& target) {
  Options options;
  options.target = target;
  return sqlite::Downgrade(db.get(), history.table(), options);
}

TEST(SqliteDowngrade, UndoesInReverseOrder) {
  const History line(LineOfTables(4));
  Database db;
  ASSERT_TRUE(sqlite::Upgrade(db.get(), line.table()).ok());
  const Report report = DowngradeTo(db, line, "r00001");
  ASSERT_TRUE(report.ok()) << report.status.message();
  ASSERT_EQ(report.applied.size(), 2u);
  EXPECT_EQ(report.applied[0].revision, "r00003");
  EXPECT_EQ(report.applied[1].revision, "r00002");
  EXPECT_EQ(report.from, std::vector<std::string>{"r00003"});
  EXPECT_EQ(report.to, std::vector<std::string>{"r00001"});
  EXPECT_EQ(db.Ask("select name from sqlite_schema where name like 't0%' order by 1"), "t00000 t00001");
  EXPECT_EQ(db.Ask("select revision, action from instar_history order by id desc limit 2"),
            "r00002|downgrade r00003|downgrade");
  EXPECT_TRUE(sqlite::Upgrade(db.get(), line.table()).ok());
}

TEST(SqliteDowngrade, ToBaseLeavesOnlyTheHistory) {
  const History line(LineOfTables(3));
  Database db;
  ASSERT_TRUE(sqlite::Upgrade(db.get(), line.table()).ok());
  const Report report = DowngradeTo(db, line, "base");
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_TRUE(report.to.empty());
  EXPECT_EQ(db.Schema(), "");
  EXPECT_EQ(db.Ask("select count(*) from instar_version"), "0");
  EXPECT_EQ(db.Ask("select count(*) from instar_history"), "6");
}

TEST(SqliteDowngrade, NeedsATarget) {
  const History line(LineOfTables(1));
  Database db;
  const Report report = DowngradeTo(db, line, "");
  EXPECT_EQ(report.status.code(), StatusCode::kInvalidArgument);
  EXPECT_NE(report.status.message().find("target"), std::string::npos);
}

TEST(SqliteDowngrade, ASplitMergeGivesItsParentsBack) {
  const History history({"revision a; revises base; upgrade { }", "revision b; revises a; upgrade { }",
                         "revision c; revises a; upgrade { }", "revision m; revises b, c; upgrade { }"});
  Database db;
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table()).ok());
  EXPECT_EQ(DowngradeTo(db, history, "-1").status.code(), StatusCode::kInvalidTarget) << "to b, or to c?";
  ASSERT_TRUE(DowngradeTo(db, history, "b").ok());
  EXPECT_EQ(db.Ask("select revision from instar_version order by 1"), "b c");
  EXPECT_EQ(DowngradeTo(db, history, "-1").status.code(), StatusCode::kInvalidTarget)
      << "from several rows, which one?";
}

TEST(SqliteDowngrade, StopsBeforeTouchingAnythingIrreversible) {
  const History history(
      {"revision a; revises base; upgrade { create table a (x); } downgrade { drop table a; }",
       "revision b; revises a; upgrade { create table b (x); } irreversible \"keys are gone\";",
       "revision c; revises b; upgrade { create table c (x); } downgrade { drop table c; }"});
  Database db;
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table()).ok());
  const std::string before = db.Schema();
  const Report report = DowngradeTo(db, history, "a");
  EXPECT_EQ(report.status.code(), StatusCode::kIrreversible);
  EXPECT_NE(report.status.message().find("'b'"), std::string::npos);
  EXPECT_NE(report.status.message().find("keys are gone"), std::string::npos);
  EXPECT_EQ(db.Schema(), before);
  EXPECT_TRUE(DowngradeTo(db, history, "b").ok());
}

TEST(SqliteDowngrade, OfAMissingFileIsAnError) {
  const TemporaryFolder folder;
  const History line(LineOfTables(1));
  Options options;
  options.target = "base";
  const Report report = sqlite::Downgrade(folder.File("none.db"), line.table(), options);
  EXPECT_EQ(report.status.code(), StatusCode::kCannotOpen);
  EXPECT_NE(report.status.message().find("none.db"), std::string::npos);
}

}  // namespace
}  // namespace instar
