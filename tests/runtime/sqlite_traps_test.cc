// Where SQLite's ALTER TABLE, or the usual way round it, surprises: each test is a trap by its name. What a
// rebuild must keep is in rebuild_keeps_test.cc.
#include <gtest/gtest.h>

#include <string>

#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

constexpr char kTables[] =
    "create table p (id integer primary key, name text);"
    "create table t (id integer primary key, p integer references p (id) on delete cascade, x integer, "
    "y text unique, z integer check (z > 0));"
    "create table c (t integer references t (id) on delete cascade);";
constexpr char kRows[] =
    "insert into p values (1, 'a'); insert into t values (3, 1, 7, 'y', 1), (5, null, null, null, null);"
    "insert into c values (3), (5);";

// A database with rows in all tables, and one revision more to come.
class SqliteTraps : public testing::Test {
 protected:
  Report Upgrade(const std::string& change, const std::string& downgrade = "irreversible \"a test\";") {
    const History before({First()}, History::Lowering::kUnderstood);
    EXPECT_TRUE(sqlite::Upgrade(db_.get(), before.table()).ok());
    db_.Run(kRows);
    return UpgradeAgain(change, downgrade);
  }
  Report UpgradeAgain(const std::string& change, const std::string& downgrade = "irreversible \"a test\";") {
    const History history({First(), "revision b; revises a; upgrade { " + change + " } " + downgrade},
                          History::Lowering::kUnderstood);
    const Report report = sqlite::Upgrade(db_.get(), history.table());
    EXPECT_EQ(db_.Ask("pragma foreign_key_check"), "");
    EXPECT_EQ(db_.Ask("pragma integrity_check"), "ok");
    EXPECT_EQ(db_.Ask("select * from c"), "3 5");
    return report;
  }
  void ExpectUpgrade(const std::string& change) {
    const Report report = Upgrade(change);
    EXPECT_TRUE(report.ok()) << report.status.message();
  }
  static std::string First() { return std::string("revision a; revises base; upgrade {") + kTables + "}"; }

  Database db_;
};

TEST_F(SqliteTraps, AddColumnWithTheCurrentTimeOnRows) {
  ExpectUpgrade("alter table t add column at timestamp not null default current_timestamp;");
  EXPECT_EQ(db_.Ask("select count(*) from t where at like '20__-__-__ __:__:__'"), "2");
}

TEST_F(SqliteTraps, AddColumnWithAnExpressionAsDefaultOnRows) {
  ExpectUpgrade("alter table t add column n integer default (1 + 1);");
  EXPECT_EQ(db_.Ask("select n from t"), "2 2");
}

TEST_F(SqliteTraps, AddColumnThatReferencesWithADefaultOnRows) {
  db_.Run("pragma foreign_keys = on");
  ExpectUpgrade("alter table t add column q integer default 1 references p (id);");
  EXPECT_EQ(db_.Ask("select q from t"), "1 1");
  EXPECT_EQ(db_.Ask("pragma foreign_keys"), "1");
}

TEST_F(SqliteTraps, AddColumnWithACheckThatOldRowsDoNotPass) {
  const Report report = Upgrade("alter table t add column n integer default 0 check (n > 0);");
  EXPECT_EQ(report.status.code(), StatusCode::kStepFailed);
  EXPECT_EQ(db_.Ask("select count(*) from pragma_table_info('t') where name = 'n'"), "0");
}

TEST_F(SqliteTraps, AddUniqueColumn) {
  ExpectUpgrade("alter table t add column n text unique;");
  db_.Run("update t set n = 'x' where id = 3");
  EXPECT_EQ(db_.Ask("update t set n = 'x'"), "UNIQUE constraint failed: t.n");
}

TEST_F(SqliteTraps, AddStoredGeneratedColumnOnRows) {
  ExpectUpgrade("alter table t add column n integer generated always as (x * 2) stored;");
  EXPECT_EQ(db_.Ask("select n from t order by id"), "14 NULL");
}

TEST_F(SqliteTraps, DropColumnWithAUniqueConstraint) {
  ExpectUpgrade("alter table t drop constraint t_y_key, drop column y;");
  EXPECT_EQ(db_.Ask("select name from pragma_table_info('t')"), "id p x z");
}

TEST_F(SqliteTraps, DropColumnThatReferences) {
  ExpectUpgrade("alter table t drop column p;");
  EXPECT_EQ(db_.Ask("select count(*) from pragma_foreign_key_list('t')"), "0");
}

TEST_F(SqliteTraps, RenameColumnThatChildrenReference) {
  ExpectUpgrade("alter table t rename column id to number;");
  EXPECT_EQ(db_.Ask("select \"to\" from pragma_foreign_key_list('c')"), "number");
}

TEST_F(SqliteTraps, RenameTableThatIsRebuiltInTheSameRevision) {
  ExpectUpgrade("alter table t rename to u; alter table u alter column x type bigint;");
  EXPECT_EQ(db_.Ask("select \"table\" from pragma_foreign_key_list('c')"), "u");
  EXPECT_EQ(db_.Ask("select id from u order by id"), "3 5");
  db_.Run("pragma foreign_keys = on; delete from u where id = 3");
  EXPECT_EQ(db_.Ask("select t from c"), "5");
}

TEST_F(SqliteTraps, RebuildOfATableThatIsRenamedAfterwards) {
  ExpectUpgrade("alter table t alter column x type bigint; alter table t rename to u;");
  EXPECT_EQ(db_.Ask("select \"table\" from pragma_foreign_key_list('c')"), "u");
}

TEST_F(SqliteTraps, RenameColumnBesideABrokenViewMadeByHand) {
  db_.Run("create view broken as select absent from nowhere");
  const Report report = Upgrade("alter table t rename column x to w;");
  EXPECT_EQ(report.status.code(), StatusCode::kStepFailed);
  EXPECT_NE(report.failure.reason.find("error in view broken"), std::string::npos) << report.failure.reason;
  EXPECT_EQ(db_.Ask("select x from t order by id"), "7 NULL");
}

// A tool that cuts the name of the new table off takes one for the other.
TEST_F(SqliteTraps, RebuildsOfTablesWhoseLongNamesBeginAlike) {
  const std::string one(70, 'n');
  const std::string two = one + "2";
  const auto all = [&](const std::string& begin, const std::string& end) {
    return begin + one + end + ";" + begin + two + end + ";";
  };
  const History history(
      {"revision a; revises base; upgrade { " + all("create table ", " (id integer primary key, x integer)") +
           "insert into " + one + " (x) values (1); insert into " + two + " (x) values (2); }",
       "revision b; revises a; upgrade { " + all("alter table ", " alter column x type bigint") + " }"},
      History::Lowering::kUnderstood);
  const Report report = sqlite::Upgrade(db_.get(), history.table());
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(db_.Ask("select x from " + one), "1");
  EXPECT_EQ(db_.Ask("select x from " + two), "2");
}

TEST_F(SqliteTraps, RetryAfterARebuildThatFailed) {
  const std::string change = "alter table t alter column x set not null;";
  const Report failed = Upgrade(change);
  EXPECT_EQ(failed.status.code(), StatusCode::kStepFailed);
  EXPECT_EQ(db_.Ask("select count(*) from sqlite_schema where name like '%new%'"), "0");
  db_.Run("update t set x = 0 where x is null");
  const Report report = UpgradeAgain(change);
  EXPECT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(db_.Ask("select \"notnull\" from pragma_table_info('t') where name = 'x'"), "1");
}

}  // namespace
}  // namespace instar
