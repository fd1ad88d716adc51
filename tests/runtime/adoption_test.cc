// Databases that were there before Instar was.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "instar/sqlite.h"
#include "runtime/sqlite/made_name.h"
#include "tests/runtime/database.h"
#include "tests/runtime/hand_history.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

using Effect = sqlite::MadeName::Effect;

std::string Made(const char* sql) {
  const sqlite::MadeName made = sqlite::MadeBy(sql);
  const char* effect = made.effect == Effect::kMakes ? "+" : made.effect == Effect::kDrops ? "-" : "";
  return effect + std::string(made.trigger ? "trigger " : "") + made.name;
}

TEST(MadeName, OfEveryStatement) {
  EXPECT_EQ(Made("CREATE TABLE users (id)"), "+users");
  EXPECT_EQ(Made("create table \"My \"\"Users\" (id)"), "+my \"users");
  EXPECT_EQ(Made("create table [a b](x)"), "+a b");
  EXPECT_EQ(Made("create table main.users as select 1"), "+users");
  EXPECT_EQ(Made("create virtual table notes using fts5(x)"), "+notes");
  EXPECT_EQ(Made("create unique index ix on t (x)"), "+ix");
  EXPECT_EQ(Made("-- comment\n /* more */ create view v as select 1"), "+v");
  EXPECT_EQ(Made("create trigger T after insert on x begin select 1; end"), "+trigger t");
  EXPECT_EQ(Made("alter table a rename to B"), "+b");
  EXPECT_EQ(Made("alter table main.a rename to b"), "+b");
  EXPECT_EQ(Made("drop table a"), "-a");
  EXPECT_EQ(Made("drop index if exists main.ix"), "-ix");
  EXPECT_EQ(Made("drop trigger t"), "-trigger t");
}

TEST(MadeName, OfNothing) {
  for (const char* sql :
       {"", "create", "create table", "create table if not exists t (x)", "create temp table t (x)",
        "create table temp.t (x)", "create table other.t (x)", "alter table a add column b",
        "alter table a rename column b to c", "alter table a", "insert into t values (1)",
        "select 'create table t (x)'", "drop", "create materialized view v"}) {
    EXPECT_EQ(sqlite::MadeBy(sql).effect, Effect::kNone) << sql;
  }
}

class Adoption : public testing::Test {
 protected:
  Adoption()
      : history_({"revision people; revises base;\n"
                  "upgrade { create table users (id integer primary key, name text); }",
                  "revision orders; revises people;\n"
                  "upgrade { create table orders (id integer primary key); create index ix_orders on orders "
                  "(id);\n"
                  "          create view big as select orders.id from orders; }",
                  "revision renames; revises orders;\n"
                  "upgrade { alter table orders rename to purchases; }"}) {}

  Report Upgrade(const std::string& target = "") {
    Options options;
    options.target = target;
    return sqlite::Upgrade(db_.get(), history_.table(), options);
  }
  // Refused by both, with nothing run.
  std::string Refusal(const std::string& setup) {
    db_.Run(setup);
    const std::string schema = db_.Ask("select * from sqlite_schema");
    const Report report = Upgrade();
    EXPECT_EQ(StatusCodeName(report.status.code()), std::string("NotVersioned")) << report.status.message();
    EXPECT_TRUE(report.applied.empty());
    EXPECT_EQ(db_.Ask("select * from sqlite_schema"), schema);
    Options base;
    base.target = "base";
    EXPECT_EQ(sqlite::Downgrade(db_.get(), history_.table(), base).status.code(), StatusCode::kNotVersioned);
    const State state = sqlite::Inspect(db_.get(), history_.table());
    EXPECT_EQ(state.kind, StateKind::kNotVersioned);
    EXPECT_EQ(state.status.message(), report.status.message());
    return report.status.message();
  }
  static void ExpectSays(const std::string& message, const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      EXPECT_NE(message.find(text), std::string::npos) << text << " in: " << message;
    }
  }

  Database db_;
  const History history_;
};

TEST_F(Adoption, ATableThatIsThereAlready) {
  ExpectSays(Refusal("create table Users (id integer primary key, name text)"),
             {"the table 'users', which revision 'people' would make", "`instar stamp REVISION`",
              "this program's head: 'renames'"});
}

// Not half way, after the first revisions.
TEST_F(Adoption, ATableThatALaterRevisionMakes) {
  ExpectSays(Refusal("create table orders (x)"), {"'orders'", "'orders' would make"});
}

TEST_F(Adoption, AViewAnIndexAName) {
  ExpectSays(Refusal("create view BIG as select 1"), {"the view 'big'", "'orders' would make"});
  db_.Run("drop view big");
  ExpectSays(Refusal("create table t (x); create index ix_orders on t (x)"), {"the index 'ix_orders'"});
  db_.Run("drop index ix_orders");
  ExpectSays(Refusal("create table purchases (x)"),
             {"the table 'purchases', which revision 'renames' would"});
}

TEST_F(Adoption, ByAStampTheRestIsApplied) {
  Refusal("create table users (id integer primary key, name text); insert into users values (1, 'ann')");
  Options options;
  options.target = "people";
  ASSERT_TRUE(sqlite::Stamp(db_.get(), history_.table(), options).ok());
  const Report report = Upgrade();
  EXPECT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(report.applied.size(), 2u);
  EXPECT_EQ(db_.Ask("select name from users"), "ann");
}

// At the base by its own word, it still cannot make what is there.
TEST_F(Adoption, AStampAtTheBaseDoesNotHelp) {
  Options options;
  options.target = "base";
  ASSERT_TRUE(sqlite::Stamp(db_.get(), history_.table(), options).ok());
  Refusal("create table users (x)");
}

TEST_F(Adoption, OnlyWhatIsPendingCounts) {
  db_.Run("create table purchases (x)");
  EXPECT_TRUE(Upgrade("orders").ok());
}

TEST_F(Adoption, TablesOfOthersAreNoHindrance) {
  db_.Run(
      "create table theirs (x); create index ix_theirs on theirs (x); create view v as select 1;"
      "create trigger users after insert on theirs begin select 1; end");
  const State state = sqlite::Inspect(db_.get(), history_.table());
  EXPECT_EQ(state.kind, StateKind::kNew) << state.status.message();
  EXPECT_TRUE(Upgrade().ok());
}

TEST_F(Adoption, AnotherStreamIsNoHindrance) {
  const History line(LineOfTables(2));
  Table other = line.table();
  other.stream = "other";
  ASSERT_TRUE(sqlite::Upgrade(db_.get(), other).ok());
  const Report report = Upgrade();
  EXPECT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(db_.Ask("select stream, revision from instar_version order by 1"), "main|renames other|r00001");
}

TEST_F(Adoption, FromAlembicWithARevisionOfOurs) {
  ExpectSays(Refusal("create table alembic_version (version_num varchar(32) not null); "
                     "insert into alembic_version values ('orders')"),
             {"Alembic", "'orders'", "`instar stamp orders`"});
}

TEST_F(Adoption, FromAlembicWithAnotherRevision) {
  ExpectSays(Refusal("create table alembic_version (version_num varchar(32) not null); "
                     "insert into alembic_version values ('5f7a3e1b8d42'); create table users (id)"),
             {"Alembic", "'5f7a3e1b8d42'", "`instar import`", "'users'"});
}

TEST_F(Adoption, AlembicBesideIsNoHindrance) {
  db_.Run(
      "create table alembic_version (version_num varchar(32) not null); "
      "insert into alembic_version values ('5f7a3e1b8d42'); create table theirs (id)");
  EXPECT_TRUE(Upgrade().ok());
}

TEST_F(Adoption, AnAlembicTableOfAnyForm) {
  db_.Run("create table alembic_version (x); insert into alembic_version values (zeroblob(2000000))");
  EXPECT_TRUE(Upgrade("people").ok());
}

// A raw statement may clear its own way.
TEST_F(Adoption, WhatIsDroppedFirstIsNoHindrance) {
  const HandHistory history({{"drop table if exists leftover", "create table leftover (x)"},
                             {"create table if not exists old (x)"}});
  db_.Run("create table leftover (y); create table old (y)");
  const Report report = sqlite::Upgrade(db_.get(), history.table());
  EXPECT_TRUE(report.ok()) << report.status.message();
}

TEST_F(Adoption, ATemporaryTableThatHidesOneIsRefused) {
  ASSERT_TRUE(Upgrade("people").ok());
  db_.Run("create temp table USERS (x)");
  const Report report = Upgrade();
  EXPECT_EQ(report.status.code(), StatusCode::kInvalidArgument);
  ExpectSays(report.status.message(), {"temporary table 'USERS'", "drop it"});
  EXPECT_TRUE(report.applied.empty());
  db_.Run("drop table temp.users; create temp table mine (x integer primary key autoincrement)");
  EXPECT_TRUE(Upgrade().ok());
}

}  // namespace
}  // namespace instar
