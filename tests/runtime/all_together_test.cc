// Transactions::kAllTogether: all or nothing.
#include <gtest/gtest.h>

#include <stdexcept>

#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/hand_history.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

Options Together(const std::string& target = "") {
  Options options;
  options.transactions = Transactions::kAllTogether;
  options.target = target;
  return options;
}

// A database that has been used before, as bytes that must not change.
std::string Everything(Database& db) {
  return db.Schema() + db.Ask("select * from sqlite_schema") + db.Ask("select * from instar_version") +
         db.Ask("select * from instar_history") + db.Ask("pragma user_version");
}

TEST(AllTogether, CommitsOnce) {
  const History line(LineOfTables(5));
  Database db;
  int commits = 0;
  sqlite3_commit_hook(db.get(), [](void* count) { return ++*static_cast<int*>(count), 0; }, &commits);
  const Report report = sqlite::Upgrade(db.get(), line.table(), Together());
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(commits, 1);
  ASSERT_EQ(report.applied.size(), 5u);
  EXPECT_EQ(report.applied[4].revision, "r00004");
  EXPECT_TRUE(report.from.empty());
  EXPECT_EQ(report.to, std::vector<std::string>{"r00004"});
  EXPECT_EQ(db.Ask("select count(*) from instar_history"), "5");
  EXPECT_EQ(db.Ask("select revision from instar_version"), "r00004");

  // The same as one by one.
  Database other;
  ASSERT_TRUE(sqlite::Upgrade(other.get(), line.table()).ok());
  EXPECT_EQ(db.Schema(), other.Schema());
  EXPECT_EQ(db.Ask("pragma user_version"), other.Ask("pragma user_version"));
  EXPECT_EQ(db.Ask("select revision, parents, action, meaning_hash from instar_history"),
            other.Ask("select revision, parents, action, meaning_hash from instar_history"));

  commits = 0;
  ASSERT_TRUE(sqlite::Downgrade(db.get(), line.table(), Together("base")).ok());
  EXPECT_EQ(commits, 1);
  EXPECT_EQ(db.Schema(), "");
}

TEST(AllTogether, AFailureLeavesNothing) {
  std::vector<std::string> texts = LineOfTables(4);
  texts[2] = "revision r00002; revises r00001; upgrade { create table t00000 (x); } downgrade { }";
  const History line(texts);
  Database db;
  Options first = Together("r00000");
  ASSERT_TRUE(sqlite::Upgrade(db.get(), line.table(), first).ok());
  const std::string before = Everything(db);
  const Report report = sqlite::Upgrade(db.get(), line.table(), Together());
  EXPECT_EQ(report.status.code(), StatusCode::kStepFailed);
  EXPECT_EQ(report.failure.revision, "r00002");
  EXPECT_EQ(Told(report.status),
            "upgrade of revision 'r00002' failed at step 1: table t00000 already exists; in: create table "
            "t00000 (x); all of it was rolled back: the database is as it was");
  EXPECT_TRUE(report.applied.empty());
  EXPECT_EQ(report.from, std::vector<std::string>{"r00000"});
  EXPECT_EQ(report.to, std::vector<std::string>{"r00000"});
  EXPECT_EQ(Everything(db), before);
}

TEST(AllTogether, RevisionsWithoutATransactionAreRefusedByName) {
  const History history({"revision a; revises base; upgrade { create table t (x); } downgrade { }",
                         "revision b; revises a; transaction none; upgrade { on sqlite { vacuum; } }\n"
                         "downgrade { on sqlite { vacuum; } }",
                         "revision c; revises b; transaction none; upgrade { } downgrade { }"});
  Database db;
  const Report report = sqlite::Upgrade(db.get(), history.table(), Together());
  EXPECT_EQ(report.status.code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(Told(report.status),
            "all revisions together were asked for, and there are some that run without a transaction: 'b', "
            "'c'; nothing was changed: migrate one by one (Transactions::kPerRevision, --transaction each)");
  EXPECT_EQ(db.Ask("select count(*) from sqlite_schema"), "0");
  const State state = sqlite::Inspect(db.get(), history.table(), Together());
  EXPECT_EQ(Told(state.status), Told(report.status));
  EXPECT_EQ(state.pending.size(), 3u);
  EXPECT_TRUE(sqlite::Upgrade(db.get(), history.table(), Together("a")).ok())
      << "only what is on the way counts";
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table()).ok());
  EXPECT_TRUE(sqlite::Upgrade(db.get(), history.table(), Together()).ok()) << "nothing is to be done";
  EXPECT_EQ(sqlite::Downgrade(db.get(), history.table(), Together("base")).status.code(),
            StatusCode::kInvalidArgument);
}

const Rebuild kRebuildChild =
    CopyOf("c", "(id INTEGER PRIMARY KEY, p INTEGER REFERENCES p (id), n TEXT)", {"id", "p"});

// p and its child c with a row each; then a rebuild of c, and what stands beside it.
HandHistory WithRebuild(const HandStep& beside) {
  return HandHistory({{"create table p (id integer primary key)", "insert into p values (1)",
                       "create table c (id integer primary key, p integer references p (id))",
                       "insert into c values (10, 1)"},
                      {HandStep(kRebuildChild)},
                      {beside}});
}

TEST(AllTogether, ARebuildBesideWhatNeedsForeignKeysIsRefused) {
  const HandHistory history = WithRebuild(HandStep("delete from p", kStepNeedsForeignKeys));
  Database db;
  const Report report = sqlite::Upgrade(db.get(), history.table(), Together());
  EXPECT_EQ(report.status.code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(Told(report.status),
            "all revisions together were asked for, and 'r1' runs with foreign keys off, while what "
            "'r2' does to rows depends on them; nothing was changed: migrate one by one "
            "(Transactions::kPerRevision, --transaction each), or in two parts");
  EXPECT_EQ(db.Ask("select count(*) from sqlite_schema"), "0");
  EXPECT_TRUE(sqlite::Upgrade(db.get(), history.table(), Together("r1")).ok());
}

TEST(AllTogether, ARebuildTakesForeignKeysFromAllAndChecksThem) {
  Database db;
  db.Run("pragma foreign_keys = on");
  const HandHistory broken = WithRebuild("insert into c (id, p) values (11, 7)");
  const Report report = sqlite::Upgrade(db.get(), broken.table(), Together());
  EXPECT_EQ(report.status.code(), StatusCode::kStepFailed);
  EXPECT_EQ(report.failure.revision, "r2");
  EXPECT_EQ(report.failure.reason, "row 11 of table 'c' refers to a row of 'p' that is not there");
  EXPECT_TRUE(report.applied.empty());
  EXPECT_EQ(db.Ask("select count(*) from sqlite_schema"), "0");
  EXPECT_EQ(db.Ask("pragma foreign_keys"), "1");

  const HandHistory whole = WithRebuild("insert into c (id, p) values (11, 1)");
  const Report second = sqlite::Upgrade(db.get(), whole.table(), Together());
  ASSERT_TRUE(second.ok()) << second.status.message();
  EXPECT_EQ(db.Ask("select id, p, n from c"), "10|1|NULL 11|1|NULL");
  EXPECT_EQ(db.Ask("pragma foreign_keys"), "1");
}

// What was broken before does not stop it; all is done twice to know that.
TEST(AllTogether, WhatWasBrokenBeforeDoesNotStopIt) {
  Database db;
  const HandHistory history = WithRebuild("insert into c (id, p) values (11, 1)");
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table(), Together("r0")).ok());
  db.Run("pragma foreign_keys = off; insert into c (id, p) values (12, 99)");
  const Report report = sqlite::Upgrade(db.get(), history.table(), Together());
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(report.applied.size(), 2u);
  EXPECT_EQ(db.Ask("select id, p from c"), "10|1 11|1 12|99");
  EXPECT_EQ(db.Ask("select count(*) from instar_history"), "3");
}

std::vector<std::string> WithCalls() {
  return {
      "revision a; revises base; upgrade { create table t (x); insert into t (x) values (1); } downgrade { }",
      "revision b; revises a; upgrade { call test::Step; } downgrade { call test::Step; }",
      "revision c; revises b; upgrade { insert into t (x) values (3); } downgrade { }"};
}

TEST(AllTogether, CallsRunInTheOneTransaction) {
  History history(WithCalls());
  history.SetStep([](Step& step) -> Status {
    sqlite3* db = sqlite::Handle(step);
    if (sqlite3_get_autocommit(db) != 0) return Status(StatusCode::kInvalidArgument, "no transaction");
    sqlite3_exec(db, "insert into t (x) select max(x) + 1 from t", nullptr, nullptr, nullptr);
    return OkStatus();
  });
  Database db;
  const Report report = sqlite::Upgrade(db.get(), history.table(), Together());
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(db.Ask("select x from t"), "1 2 3");
}

TEST(AllTogether, AnErrorOfACallRollsAllBack) {
  History history(WithCalls());
  for (const auto& [code, expected] : {std::pair(StatusCode::kIoError, StatusCode::kStepFailed),
                                       std::pair(StatusCode::kCancelled, StatusCode::kCancelled)}) {
    static StatusCode answer;
    answer = code;
    history.SetStep([](Step& step) -> Status {
      sqlite3_exec(sqlite::Handle(step), "insert into t (x) values (2)", nullptr, nullptr, nullptr);
      return Status(answer, "the key server is away");
    });
    Database db;
    const Report report = sqlite::Upgrade(db.get(), history.table(), Together());
    EXPECT_EQ(report.status.code(), expected);
    EXPECT_EQ(report.failure.revision, "b");
    EXPECT_EQ(report.failure.reason, "the key server is away");
    EXPECT_EQ(db.Ask("select count(*) from sqlite_schema"), "0");
  }
}

TEST(AllTogether, AnExceptionPassesThroughAndNothingStays) {
  History history(WithCalls());
  history.SetStep([](Step& step) -> Status {
    sqlite3_exec(sqlite::Handle(step), "insert into t (x) values (2)", nullptr, nullptr, nullptr);
    throw std::runtime_error("thrown by the user");
  });
  Database db;
  db.Run("pragma foreign_keys = off");
  EXPECT_THROW((void)sqlite::Upgrade(db.get(), history.table(), Together()), std::runtime_error);
  EXPECT_NE(sqlite3_get_autocommit(db.get()), 0);
  EXPECT_EQ(db.Ask("pragma foreign_keys"), "0");
  EXPECT_EQ(db.Ask("select count(*) from sqlite_schema"), "0");
  // Neither guard nor lock is left behind.
  history.SetStep([](Step&) { return OkStatus(); });
  EXPECT_TRUE(sqlite::Upgrade(db.get(), history.table(), Together()).ok());
  db.Run("begin; delete from instar_history; rollback");
}

TEST(AllTogether, CancelledOrThrownOutOfByProgressItLeavesNothing) {
  const History line(LineOfTables(4));
  for (const bool throws : {false, true}) {
    Database db;
    Options options = Together();
    options.progress = [&](const Progress& now) {
      if (now.revision != "r00002") return ProgressResult::kContinue;
      if (throws) throw std::runtime_error("thrown by the user");
      return ProgressResult::kCancel;
    };
    if (throws) {
      EXPECT_THROW((void)sqlite::Upgrade(db.get(), line.table(), options), std::runtime_error);
    } else {
      const Report report = sqlite::Upgrade(db.get(), line.table(), options);
      EXPECT_EQ(report.status.code(), StatusCode::kCancelled);
      EXPECT_TRUE(report.applied.empty());
    }
    EXPECT_EQ(db.Ask("select count(*) from sqlite_schema"), "0");
  }
}

TEST(AllTogether, FinishesNothingThatNeedsItsOwnCommits) {
  const History history(
      {"revision a; revises base; upgrade { create table t (x unique); } downgrade { }",
       "revision b; revises a; transaction none;\n"
       "upgrade { insert into t (x) values (1); insert into t (x) values (2); } downgrade { }"});
  Database db;
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table(), Together("a")).ok());
  db.Run("insert into t (x) values (2)");
  ASSERT_EQ(sqlite::Upgrade(db.get(), history.table()).status.code(), StatusCode::kStepFailed);
  db.Run("delete from t where x = 2");
  for (const Report& report : {sqlite::Upgrade(db.get(), history.table(), Together()),
                               sqlite::Downgrade(db.get(), history.table(), Together("base"))}) {
    EXPECT_EQ(report.status.code(), StatusCode::kInvalidArgument);
    EXPECT_NE(report.status.message().find("'b'"), std::string::npos) << report.status.message();
  }
  EXPECT_EQ(db.Ask("select x from t"), "1");
}

}  // namespace
}  // namespace instar
