#include <gtest/gtest.h>

#include <filesystem>

#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

using Ids = std::vector<std::string>;

class Stamp : public testing::Test {
 protected:
  Stamp() : line_(LineOfTables(4)) {}

  Report Run(const std::string& target, bool purge = false) {
    Options options;
    options.target = target;
    options.purge = purge;
    options.program = "tester";
    return sqlite::Stamp(db_.get(), line_.table(), options);
  }
  std::string Rows() { return db_.Ask("select revision from instar_version order by 1"); }
  std::string Actions() { return db_.Ask("select action, revision from instar_history order by id"); }
  bool DigestHolds() {
    return db_.Ask(
               "select printf('%08x', (select user_version from pragma_user_version) & 0xffffffff) = "
               "substr(chain_hash, 1, 8) from instar_version") == "1";
  }

  History line_;
  Database db_;
};

TEST_F(Stamp, AdoptsADatabaseThatWasMadeBefore) {
  db_.Run("create table t00000 (id integer primary key, name text); create table t00001 (x)");
  const Report report = Run("r00001");
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_TRUE(report.from.empty());
  EXPECT_EQ(report.to, Ids{"r00001"});
  EXPECT_TRUE(report.applied.empty());
  EXPECT_EQ(Actions(), "stamp|r00000 stamp|r00001");
  EXPECT_EQ(db_.Ask("select distinct program, length(meaning_hash), duration from instar_history"),
            "tester|64|0");
  EXPECT_TRUE(DigestHolds());
  const Report upgrade = sqlite::Upgrade(db_.get(), line_.table());
  EXPECT_TRUE(upgrade.ok()) << upgrade.status.message();
  EXPECT_EQ(upgrade.applied.size(), 2u);
}

TEST_F(Stamp, GoesDownWithoutRunningAnything) {
  ASSERT_TRUE(sqlite::Upgrade(db_.get(), line_.table()).ok());
  ASSERT_TRUE(Run("r00001").ok());
  EXPECT_EQ(Rows(), "r00001");
  EXPECT_EQ(db_.Ask("select action, revision from instar_history where id > 4 order by id"),
            "unstamp|r00003 unstamp|r00002");
  EXPECT_EQ(db_.Ask("select count(*) from t00003"), "1");
  EXPECT_TRUE(DigestHolds());
  ASSERT_TRUE(Run("base").ok());
  EXPECT_EQ(Rows(), "");
  EXPECT_EQ(db_.Ask("pragma user_version"), "0");
}

TEST_F(Stamp, OfWhereItIsChangesNothing) {
  ASSERT_TRUE(sqlite::Upgrade(db_.get(), line_.table()).ok());
  const int changes = sqlite3_total_changes(db_.get());
  EXPECT_TRUE(Run("heads").ok());
  EXPECT_EQ(sqlite3_total_changes(db_.get()), changes);
}

TEST_F(Stamp, AtTheBaseMakesTheTables) {
  ASSERT_TRUE(Run("base").ok());
  EXPECT_EQ(db_.Ask("select count(*) from instar_version"), "0");
  EXPECT_EQ(Actions(), "");
}

TEST_F(Stamp, BranchesStandBesideEachOther) {
  const History history({"revision a; revises base; label left; upgrade { }",
                         "revision b; revises a; upgrade { }",
                         "revision x; revises base; label right; upgrade { }",
                         "revision y; revises x; depends on a; upgrade { }"});
  Options options;
  const auto stamp = [&](const std::string& target) {
    options.target = target;
    const Report report = sqlite::Stamp(db_.get(), history.table(), options);
    EXPECT_TRUE(report.ok()) << report.status.message();
    return Rows();
  };
  EXPECT_EQ(stamp("b"), "b");
  EXPECT_EQ(stamp("x"), "b x");
  EXPECT_EQ(stamp("y"), "b y");
  EXPECT_EQ(stamp("left@base"), "") << "y depends on a, which goes";
  EXPECT_EQ(stamp("a,x"), "a x");
  EXPECT_EQ(stamp("heads"), "b y");
}

TEST_F(Stamp, RefusesTargetsThatAreNone) {
  EXPECT_EQ(Run("").status.code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(Run("nowhere").status.code(), StatusCode::kUnknownRevision);
  EXPECT_EQ(Run("r0000").status.code(), StatusCode::kAmbiguousRevision);
  EXPECT_EQ(db_.Ask("select count(*) from sqlite_schema"), "0");
}

TEST_F(Stamp, RefusesInsideATransaction) {
  db_.Run("begin");
  EXPECT_EQ(Run("heads").status.code(), StatusCode::kInvalidArgument);
  db_.Run("rollback");
}

TEST_F(Stamp, DoesNotMakeAFile) {
  const TemporaryFolder folder;
  Options options;
  options.target = "heads";
  EXPECT_EQ(sqlite::Stamp(folder.File("db"), line_.table(), options).status.code(), StatusCode::kCannotOpen);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(Stamp, OverARefusedVersionNeedsPurge) {
  ASSERT_TRUE(sqlite::Upgrade(db_.get(), line_.table()).ok());
  for (const char* tampering :
       {"update instar_version set revision = 'future'",
        "update instar_version set chain_hash = replace(hex(zeroblob(32)), '0', 'a')",
        "update instar_version set format = 7", "update instar_version set chain_hash = 1",
        "update instar_version set revision = x'00'"}) {
    db_.Run(tampering);
    const Report refused = Run("r00002");
    EXPECT_FALSE(refused.ok()) << tampering;
    const Report purged = Run("r00002", true);
    EXPECT_TRUE(purged.ok()) << tampering << purged.status.message();
    EXPECT_EQ(Rows(), "r00002");
    EXPECT_TRUE(DigestHolds()) << tampering;
    EXPECT_EQ(db_.Ask("select action, revision from instar_history order by id desc limit 4"),
              "stamp|r00002 stamp|r00001 stamp|r00000 purge|");
  }
}

TEST_F(Stamp, PurgeKeepsToItsStream) {
  ASSERT_TRUE(sqlite::Upgrade(db_.get(), line_.table()).ok());
  db_.Run("insert into instar_version select format, 'other', revision, chain_hash from instar_version");
  ASSERT_TRUE(Run("r00000", true).ok());
  EXPECT_EQ(db_.Ask("select stream, revision from instar_version order by 1"), "main|r00000 other|r00003");
}

TEST_F(Stamp, TheProgramsUserVersionIsLeftAlone) {
  db_.Run("pragma user_version = 7");
  ASSERT_TRUE(Run("r00001").ok());
  ASSERT_TRUE(Run("r00002", true).ok());
  EXPECT_EQ(db_.Ask("pragma user_version"), "7");
}

// A temporary trigger, here, stands for whatever may come between Instar and its tables.
TEST_F(Stamp, AnInterceptedWriteIsAnError) {
  ASSERT_TRUE(Run("r00001").ok());
  db_.Run("create temp trigger thief before insert on main.instar_version begin select raise(ignore); end");
  EXPECT_FALSE(Run("r00002").ok());
  EXPECT_FALSE(sqlite::Upgrade(db_.get(), line_.table()).ok());
  EXPECT_EQ(Rows(), "r00001");
  EXPECT_EQ(db_.Ask("select count(*) from sqlite_schema where name = 't00002'"), "0");
}

}  // namespace
}  // namespace instar
