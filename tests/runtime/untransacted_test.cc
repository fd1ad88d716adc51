// Revisions that say `transaction none`: each step committed by itself, interrupted, resumed, resolved.
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "instar/sqlite.h"
#include "instar/verify.h"
#include "tests/runtime/database.h"
#include "tests/runtime/hand_history.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

const std::string kJournal = "select step, state from instar_journal order by step";

// b: three steps up and three down, the second of each a vacuum.
std::vector<std::string> ThreeSteps() {
  return {
      "revision a; revises base; upgrade { create table t (x unique); insert into t (x) values (1); }\n"
      "downgrade { drop table t; }",
      "revision b; revises a; transaction none;\n"
      "upgrade { insert into t (x) values (2); on sqlite { vacuum; } insert into t (x) values (3); }\n"
      "downgrade { delete from t where x = 3; on sqlite { vacuum; } delete from t where x = 2; }",
      "revision c; revises b; upgrade { insert into t (x) values (4); } downgrade { delete from t where x = "
      "4; "
      "}"};
}

class Untransacted : public testing::Test {
 protected:
  Untransacted() : history_(ThreeSteps()) {}

  Report Upgrade(const std::string& target = "") {
    Options options;
    options.target = target;
    options.program = "test 1";
    return sqlite::Upgrade(db_.get(), history_.table(), options);
  }
  Report Downgrade(const std::string& target) {
    Options options;
    options.target = target;
    return sqlite::Downgrade(db_.get(), history_.table(), options);
  }
  // As a process leaves it that died in front of step 3 of b's upgrade.
  void StopBeforeTheThirdStep() {
    ASSERT_TRUE(Upgrade("a").ok());
    db_.Run("insert into t (x) values (3)");
    const Report report = Upgrade();
    ASSERT_EQ(report.failure.revision, "b") << report.status.message();
    ASSERT_EQ(report.failure.step, 2u);
    db_.Run("delete from t where x = 3");
    ASSERT_TRUE(sqlite::Resolve(db_.get(), history_.table(), sqlite::Resolution::kRetry).ok());
    ASSERT_EQ(db_.Ask(kJournal), "1|done 2|done");
  }

  History history_;
  Database db_;
};

TEST_F(Untransacted, RunsStepByStepAndLeavesNoRow) {
  const Report report = Upgrade();
  ASSERT_TRUE(report.ok()) << report.status.message();
  ASSERT_EQ(report.applied.size(), 3u);
  EXPECT_EQ(report.applied[1].revision, "b");
  EXPECT_EQ(report.to, std::vector<std::string>{"c"});
  EXPECT_EQ(db_.Ask("select x from t"), "1 2 3 4");
  EXPECT_EQ(db_.Ask("select count(*) from instar_journal"), "0");
  EXPECT_EQ(db_.Ask("select revision, action from instar_history"), "a|upgrade b|upgrade c|upgrade");
  const Report again = Upgrade();
  EXPECT_TRUE(again.ok() && again.applied.empty());
  ASSERT_TRUE(Downgrade("base").ok());
  EXPECT_EQ(db_.Ask("select count(*) from instar_journal"), "0");
  EXPECT_EQ(db_.Ask("select action from instar_history where revision = 'b'"), "upgrade downgrade");
}

TEST_F(Untransacted, VacuumHappens) {
  const History history({"revision a; revises base; upgrade { create table t (x); } downgrade { }",
                         "revision b; revises a; transaction none; upgrade { on sqlite { vacuum; } }\n"
                         "downgrade { }"});
  Options options;
  options.target = "a";
  ASSERT_TRUE(sqlite::Upgrade(db_.get(), history.table(), options).ok());
  db_.Run("insert into t (x) values (zeroblob(100000)); delete from t");
  ASSERT_NE(db_.Ask("pragma freelist_count"), "0");
  ASSERT_TRUE(sqlite::Upgrade(db_.get(), history.table()).ok());
  EXPECT_EQ(db_.Ask("pragma freelist_count"), "0");
  EXPECT_EQ(db_.Ask("pragma integrity_check"), "ok");
  EXPECT_EQ(db_.Ask("select revision from instar_version"), "b");
}

TEST_F(Untransacted, AJournalIsMadeOnlyWhereThereIsSomethingToKeep) {
  const History history(
      {"revision a; revises base; upgrade { create table t (x); create table u (x); }\n"
       "downgrade { }",
       "revision b; revises a; transaction none; upgrade { insert into t (x) values (1); }\n"
       "downgrade { }",
       "revision c; revises b; transaction none; upgrade { } downgrade { }"});
  ASSERT_TRUE(sqlite::Upgrade(db_.get(), history.table()).ok());
  EXPECT_EQ(db_.Ask("select revision from instar_version"), "c");
  EXPECT_EQ(db_.Ask("select count(*) from sqlite_schema where name = 'instar_journal'"), "0");
}

TEST_F(Untransacted, AFailureKeepsTheStepsBeforeIt) {
  ASSERT_TRUE(Upgrade("a").ok());
  db_.Run("insert into t (x) values (3)");
  const Report report = Upgrade();
  EXPECT_EQ(report.status.code(), StatusCode::kStepFailed);
  EXPECT_EQ(Told(report.status),
            "upgrade of revision 'b' failed at step 3: UNIQUE constraint failed: t.x; in: insert into t (x) "
            "values (3); the 2 steps before it stay, and the next run goes on with this one");
  EXPECT_EQ(report.failure.step, 2u);
  EXPECT_TRUE(report.applied.empty());
  EXPECT_EQ(report.to, std::vector<std::string>{"a"});
  EXPECT_EQ(db_.Ask("select revision from instar_version"), "a");
  EXPECT_EQ(db_.Ask("select step, revision, action, statement, state, program from instar_journal"),
            "1|b|upgrade|insert into t (x) values (2)|done|test 1 2|b|upgrade|vacuum|done|test 1 "
            "3|b|upgrade|insert into t (x) values (3)|failed|test 1");
  EXPECT_EQ(db_.Ask("select x from t"), "1 3 2");

  db_.Run("delete from t where x = 3");
  const Report again = Upgrade();
  ASSERT_TRUE(again.ok()) << again.status.message();
  EXPECT_EQ(again.applied.size(), 2u);
  EXPECT_EQ(db_.Ask("select x from t"), "1 2 3 4");
  EXPECT_EQ(db_.Ask("select count(*) from instar_journal"), "0");
}

TEST_F(Untransacted, AFailureOfTheFirstStepLeavesNothing) {
  ASSERT_TRUE(Upgrade("a").ok());
  db_.Run("insert into t (x) values (2)");
  const std::string user_version = db_.Ask("pragma user_version");
  const Report report = Upgrade();
  EXPECT_EQ(report.failure.step, 0u);
  EXPECT_NE(report.status.message().find("; the revision was rolled back, those before it stay"),
            std::string::npos)
      << report.status.message();
  EXPECT_EQ(db_.Ask("select count(*) from sqlite_schema where name = 'instar_journal'"), "0");
  EXPECT_EQ(db_.Ask("pragma user_version"), user_version);
  EXPECT_TRUE(Downgrade("base").ok()) << "it stands at a revision";
}

// Its note that it began was committed before it ran.
TEST_F(Untransacted, AFailureOfAVacuumInFrontLeavesNothing) {
  const HandHistory history({{"create table t (x)"}, {HandStep("vacuum nowhere", kStepAutocommit)}});
  const Report report = sqlite::Upgrade(db_.get(), history.table());
  EXPECT_EQ(report.failure.revision, "r1");
  EXPECT_EQ(report.failure.reason, "unknown database nowhere");
  EXPECT_EQ(db_.Ask("select count(*) from instar_journal"), "0");
  EXPECT_NE(db_.Ask("pragma user_version"), "0");
  const Report again = sqlite::Upgrade(db_.get(), history.table());
  EXPECT_EQ(again.failure.reason, "unknown database nowhere") << "asked nobody: nothing of it was done";
}

TEST_F(Untransacted, ADeferredViolationFailsAtTheCommitOfItsStep) {
  const History history(
      {"revision a; revises base; upgrade { create table p (id integer primary key);\n"
       "create table c (p integer references p (id) deferrable initially deferred); } downgrade { }",
       "revision b; revises a; transaction none;\n"
       "upgrade { insert into p (id) values (1); insert into c (p) values (7); insert into p (id) values "
       "(7); }\n"
       "downgrade { }"});
  const Report report = sqlite::Upgrade(db_.get(), history.table());
  EXPECT_EQ(report.status.code(), StatusCode::kStepFailed);
  EXPECT_EQ(report.failure.step, 1u);
  EXPECT_EQ(report.failure.reason, "FOREIGN KEY constraint failed");
  EXPECT_EQ(db_.Ask("select count(*) from c"), "0");
  EXPECT_EQ(db_.Ask(kJournal), "1|done 2|failed");
}

TEST_F(Untransacted, NobodyTakesItForADatabaseAtHeadMeanwhile) {
  ASSERT_TRUE(Upgrade().ok());
  const std::string at_head = db_.Ask("pragma user_version");
  ASSERT_TRUE(Downgrade("b").ok());
  ASSERT_TRUE(Upgrade("b").ok());
  const std::string at_b = db_.Ask("pragma user_version");
  db_.Run("create trigger stop before delete on t when old.x = 2 begin select raise(abort, 'stopped'); end");
  const Report half = Downgrade("a");
  EXPECT_EQ(half.failure.reason, "stopped");
  EXPECT_EQ(half.failure.direction, Direction::kDowngrade);
  EXPECT_NE(db_.Ask("pragma user_version"), at_b);
  EXPECT_EQ(db_.Ask("select revision from instar_version"), "b");
  EXPECT_EQ(db_.Ask(kJournal), "1|done 2|done 3|failed");

  // The only way on is down; then up, as was asked for.
  db_.Run("drop trigger stop");
  const Report report = Upgrade();
  ASSERT_TRUE(report.ok()) << report.status.message();
  ASSERT_EQ(report.applied.size(), 3u);
  EXPECT_EQ(report.applied[0].revision, "b");
  EXPECT_EQ(report.applied[0].direction, Direction::kDowngrade);
  EXPECT_EQ(report.applied[1].revision, "b");
  EXPECT_EQ(report.applied[2].revision, "c");
  EXPECT_EQ(report.from, std::vector<std::string>{"b"});
  EXPECT_EQ(report.to, std::vector<std::string>{"c"});
  EXPECT_EQ(db_.Ask("select x from t"), "1 2 3 4");
  EXPECT_EQ(db_.Ask("pragma user_version"), at_head);
}

TEST_F(Untransacted, ADowngradeFinishesTheUpgradeFirst) {
  StopBeforeTheThirdStep();
  const Report report = Downgrade("base");
  ASSERT_TRUE(report.ok()) << report.status.message();
  ASSERT_EQ(report.applied.size(), 3u);
  EXPECT_EQ(report.applied[0].direction, Direction::kUpgrade);
  EXPECT_TRUE(report.to.empty());
  EXPECT_EQ(db_.Ask("select count(*) from instar_version"), "0");
}

// What finishing the upgrade would make impossible is refused before that is done.
TEST_F(Untransacted, ADowngradeOfWhatCannotBeUndoneFinishesNothing) {
  const History history(
      {"revision a; revises base; upgrade { create table t (x unique); insert into t (x) values (1); }\n"
       "downgrade { drop table t; }",
       "revision b; revises a; transaction none;\n"
       "upgrade { insert into t (x) values (2); insert into t (x) values (3); } irreversible \"too late\";"});
  Options options;
  options.target = "a";
  ASSERT_TRUE(sqlite::Upgrade(db_.get(), history.table(), options).ok());
  db_.Run("insert into t (x) values (3)");
  ASSERT_FALSE(sqlite::Upgrade(db_.get(), history.table()).ok());
  db_.Run("delete from t where x = 3");
  for (const char* target : {"a", "base", "-1"}) {
    options.target = target;
    const Report report = sqlite::Downgrade(db_.get(), history.table(), options);
    EXPECT_EQ(report.status.code(), StatusCode::kIrreversible) << target;
    EXPECT_EQ(Told(report.status), "revision 'b' cannot be undone: too late; nothing was changed");
    EXPECT_TRUE(report.applied.empty());
    EXPECT_EQ(db_.Ask("select x from t"), "1 2");
    EXPECT_EQ(db_.Ask(kJournal), "1|done 2|failed");
  }
  ASSERT_TRUE(sqlite::Upgrade(db_.get(), history.table()).ok());
}

// The journal holds no more of a text than it would read again.
TEST_F(Untransacted, ALongNameOfTheProgramIsCut) {
  ASSERT_TRUE(Upgrade("a").ok());
  db_.Run("insert into t (x) values (3)");
  Options options;
  options.program.assign(2'000'000, 'p');
  ASSERT_EQ(sqlite::Upgrade(db_.get(), history_.table(), options).failure.revision, "b");
  db_.Run("delete from t where x = 3");
  const Report report = sqlite::Upgrade(db_.get(), history_.table(), options);
  EXPECT_TRUE(report.ok()) << report.status.message();
}

// Of a long statement the journal keeps the beginning, and no half of a character: a database in UTF-16 would
// give back another text, of which nobody would know that it is the same.
TEST_F(Untransacted, ALongStatementIsKnownAgainInADatabaseInUtf16) {
  for (const int before : {0, 1}) {
    std::string text(static_cast<std::size_t>(before), 'x');
    for (int i = 0; i < 700; ++i) text += "\xC3\xA4";
    const HandHistory history(
        {{"create table t (x unique)"},
         {HandStep(StepKind::kSql, "insert into t values ('" + text + "')"),
          HandStep("vacuum", kStepAutocommit | kStepRepeatable), "insert into t values (3)"}});
    Database db;
    db.Run("pragma encoding = 'UTF-16'");
    Options options;
    options.target = "r0";
    ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table(), options).ok());
    db.Run("insert into t values (3)");
    ASSERT_EQ(sqlite::Upgrade(db.get(), history.table()).failure.step, 2u);
    db.Run("delete from t where x = 3");
    const Report report = sqlite::Upgrade(db.get(), history.table());
    EXPECT_TRUE(report.ok()) << report.status.message();
    EXPECT_EQ(db.Ask("select count(*) from t"), "2");
  }
}

// While another process finishes one such revision and begins the next, what is read before and after must
// not be taken for something that somebody has changed by hand.
TEST(UntransactedRace, VersionAndJournalAreOfOneMoment) {
  constexpr std::uint32_t kVacuum = kStepAutocommit | kStepRepeatable;
  const HandHistory history(
      {{"create table t (x)"},
       {"insert into t values (1)", HandStep("vacuum", kVacuum)},
       {"insert into t values (2)", HandStep("vacuum", kVacuum), "insert into t values (3)"}});
  const TemporaryFolder folder;
  Database db(folder.File("a.db"));
  Database other(folder.File("a.db"));
  EXPECT_EQ(db.Ask("pragma journal_mode = wal"), "wal");
  Options options;
  // So that there is a journal already.
  options.target = "r1";
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table(), options).ok());
  options.target = "r0";
  ASSERT_TRUE(sqlite::Downgrade(db.get(), history.table(), options).ok());
  db.Run("delete from t");
  db.Run("create trigger stop before insert on t when new.x = 3 begin select raise(abort, 'stopped'); end");

  struct Others {
    Database* db;
    const Table* table;
    int runs;
  } others = {&other, &history.table(), 0};
  const auto on_statement = [](unsigned, void* context, void*, void* text) {
    auto& its = *static_cast<Others*>(context);
    const bool reads_journal =
        std::string(static_cast<const char*>(text)).find("FROM main.instar_journal") != std::string::npos;
    if (reads_journal && its.runs++ == 0) {
      EXPECT_EQ(sqlite::Upgrade(its.db->get(), *its.table).failure.revision, "r2");
    }
    return 0;
  };
  sqlite3_trace_v2(db.get(), SQLITE_TRACE_STMT, on_statement, &others);
  const Report report = sqlite::Upgrade(db.get(), history.table());
  sqlite3_trace_v2(db.get(), 0, nullptr, nullptr);
  EXPECT_GE(others.runs, 1);
  EXPECT_EQ(StatusCodeName(report.status.code()), std::string("StepFailed")) << report.status.message();
  db.Run("drop trigger stop");
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table()).ok());
  EXPECT_EQ(db.Ask("select x from t"), "1 2 3");
}

TEST_F(Untransacted, AFailureOfFinishingTheOtherDirectionIsReported) {
  StopBeforeTheThirdStep();
  db_.Run("insert into t (x) values (3)");
  const Report report = Downgrade("base");
  EXPECT_EQ(report.status.code(), StatusCode::kStepFailed);
  EXPECT_EQ(report.failure.revision, "b");
  EXPECT_EQ(report.failure.direction, Direction::kUpgrade);
  EXPECT_EQ(report.to, std::vector<std::string>{"a"});
}

// Before there is any version: what its own steps made is in nobody's way.
TEST_F(Untransacted, TheVeryFirstRevisionGoesOnToo) {
  const History history(
      {"revision a; revises base; transaction none;\n"
       "upgrade { create table t (x unique); insert into t (x) select x from u; create table v (x); }\n"
       "downgrade { }"});
  db_.Run("create table u (x); insert into u values (1), (1)");
  ASSERT_EQ(sqlite::Upgrade(db_.get(), history.table()).failure.step, 1u);
  EXPECT_EQ(db_.Ask("select count(*) from sqlite_schema where name = 'instar_version'"), "0");
  EXPECT_EQ(sqlite::Inspect(db_.get(), history.table()).kind, StateKind::kBehind);
  db_.Run("delete from u");
  const Report report = sqlite::Upgrade(db_.get(), history.table());
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(db_.Ask("select revision from instar_version"), "a");
}

TEST_F(Untransacted, WhatWasBegunIsFinishedBeforeAnythingElse) {
  const History history(
      {"revision a; revises base; upgrade { create table t (x unique); } downgrade { }",
       "revision left; revises a; transaction none;\n"
       "upgrade { insert into t (x) values (1); insert into t (x) values (2); } downgrade { }",
       "revision right; revises a; upgrade { insert into t (x) values (3); } downgrade { }"});
  Options options;
  options.target = "a";
  ASSERT_TRUE(sqlite::Upgrade(db_.get(), history.table(), options).ok());
  db_.Run("insert into t (x) values (2)");
  options.target = "left";
  ASSERT_FALSE(sqlite::Upgrade(db_.get(), history.table(), options).ok());
  ASSERT_EQ(db_.Ask(kJournal), "1|done 2|failed");
  db_.Run("delete from t where x = 2");

  options.target = "right";
  const Report report = sqlite::Upgrade(db_.get(), history.table(), options);
  ASSERT_TRUE(report.ok()) << report.status.message();
  ASSERT_EQ(report.applied.size(), 2u);
  EXPECT_EQ(report.applied[0].revision, "left");
  EXPECT_EQ(report.applied[1].revision, "right");
  EXPECT_EQ(db_.Ask("select count(*) from instar_journal"), "0");
}

TEST_F(Untransacted, AVacuumFoundBegunIsRunAgain) {
  StopBeforeTheThirdStep();
  db_.Run("update instar_journal set state = 'begun' where step = 2");
  const Report report = Upgrade();
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(db_.Ask("select x from t"), "1 2 3 4");
}

// A step that the database refuses inside a transaction, and of which nobody knows whether it may be
// repeated.
class InDoubt : public testing::Test {
 protected:
  InDoubt()
      : history_({{"create table t (x)"},
                  {"insert into t (x) values (1)", HandStep("vacuum", kStepAutocommit),
                   "insert into t (x) values (2)"}}) {
    db_.Run("create table stop (x)");
    Options options;
    options.target = "r0";
    EXPECT_TRUE(sqlite::Upgrade(db_.get(), history_.table(), options).ok());
    db_.Run(
        "create trigger stop before insert on t when new.x = 2 begin select raise(abort, 'stopped'); end");
    EXPECT_EQ(Upgrade().failure.reason, "stopped");
    db_.Run("drop trigger stop");
    EXPECT_TRUE(sqlite::Resolve(db_.get(), history_.table(), sqlite::Resolution::kRetry).ok());
    db_.Run("update instar_journal set state = 'begun' where step = 2");
  }

  Report Upgrade() { return sqlite::Upgrade(db_.get(), history_.table()); }

  HandHistory history_;
  Database db_;
};

TEST_F(InDoubt, StopsAndSaysHowToGoOn) {
  const std::string before = db_.Ask("select * from instar_journal");
  for (int time = 0; time < 2; ++time) {
    const Report report = Upgrade();
    EXPECT_EQ(report.status.code(), StatusCode::kInterrupted);
    EXPECT_EQ(Told(report.status),
              "revision 'r1' was interrupted in its step 2, and nobody knows whether that was finished: "
              "vacuum; look at the database, then say so with `instar resolve done`, or have it run again "
              "with `instar resolve retry` (in a program: instar::sqlite::Resolve); if another program is "
              "running it right now, wait for that instead");
    EXPECT_TRUE(report.applied.empty());
    EXPECT_EQ(db_.Ask("select * from instar_journal"), before);
  }
  Options options;
  options.target = "base";
  EXPECT_EQ(sqlite::Downgrade(db_.get(), history_.table(), options).status.code(), StatusCode::kInterrupted);
}

TEST_F(InDoubt, DoneGoesOnAfterIt) {
  ASSERT_TRUE(sqlite::Resolve(db_.get(), history_.table(), sqlite::Resolution::kDone).ok());
  EXPECT_EQ(db_.Ask(kJournal), "1|done 2|done");
  // Not the next step as well.
  const Status twice = sqlite::Resolve(db_.get(), history_.table(), sqlite::Resolution::kDone);
  EXPECT_EQ(twice.code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(Told(twice),
            "there is nothing to resolve: the upgrade of revision 'r1' was interrupted between two of its "
            "steps, and the next migration goes on with step 3");
  const Report report = Upgrade();
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(db_.Ask("select x from t"), "1 2");
}

TEST_F(InDoubt, RetryRunsItAgain) {
  ASSERT_TRUE(sqlite::Resolve(db_.get(), history_.table(), sqlite::Resolution::kRetry).ok());
  EXPECT_EQ(db_.Ask(kJournal), "1|done");
  db_.Run("insert into t (x) values (zeroblob(100000)); delete from t where typeof(x) = 'blob'");
  const Report report = Upgrade();
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(db_.Ask("pragma freelist_count"), "0");
  EXPECT_EQ(db_.Ask("select x from t"), "1 2");
}

TEST(Resolve, TheLastStepFinishesTheRevision) {
  const HandHistory history({{HandStep("vacuum", kStepAutocommit)}});
  Database db;
  // Begun, and then nothing more is known of it: the step's own note is all there is.
  db.Run("create table x (y)");
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table()).ok());
  const std::string hash = db.Ask("select chain_hash from instar_version");
  for (const sqlite::Resolution resolution : {sqlite::Resolution::kDone, sqlite::Resolution::kRetry}) {
    db.Run("delete from instar_version; delete from instar_history; pragma user_version = 0");
    db.Run("insert into instar_journal values (1, 'main', 1, 'r0', '" + hash +
           "', 'upgrade', 'vacuum', 'begun', '2025-01-01T00:00:00.000Z', '')");
    EXPECT_EQ(sqlite::Upgrade(db.get(), history.table()).status.code(), StatusCode::kInterrupted);
    ASSERT_TRUE(sqlite::Resolve(db.get(), history.table(), resolution).ok());
    EXPECT_EQ(db.Ask("select count(*) from instar_version"), "0");
    const Report report = sqlite::Upgrade(db.get(), history.table());
    ASSERT_TRUE(report.ok()) << report.status.message();
    EXPECT_EQ(report.applied.size(), 1u);
    EXPECT_EQ(db.Ask("select revision from instar_version"), "r0");
    EXPECT_EQ(db.Ask("select count(*) from instar_journal"), "0");
  }
}

TEST(Resolve, WhereNothingIsUnfinishedItSaysSo) {
  const History history({"revision a; revises base; upgrade { create table t (x); } downgrade { }"});
  const TemporaryFolder folder;
  const std::string path = folder.File("a.db");
  EXPECT_EQ(sqlite::Resolve(path, history.table(), sqlite::Resolution::kDone).code(),
            StatusCode::kCannotOpen);
  EXPECT_EQ(sqlite::Resolve("", history.table(), sqlite::Resolution::kDone).code(),
            StatusCode::kInvalidArgument);
  ASSERT_TRUE(sqlite::Upgrade(path, history.table()).ok());
  const Status status = sqlite::Resolve(path, history.table(), sqlite::Resolution::kRetry);
  EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(Told(status), "there is nothing to resolve: no revision of this database is unfinished");
}

// A step that fails on what somebody's database holds, and whose text can no longer be mended: its work is
// done by hand.
TEST_F(Untransacted, AFailedStepCanBeDoneByHand) {
  StopBeforeTheThirdStep();
  db_.Run("insert into t (x) values (3)");
  ASSERT_FALSE(Upgrade().ok());
  ASSERT_EQ(db_.Ask(kJournal), "1|done 2|done 3|failed");
  ASSERT_TRUE(sqlite::Resolve(db_.get(), history_.table(), sqlite::Resolution::kDone).ok());
  const Report report = Upgrade();
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(report.applied.size(), 2u);
  EXPECT_EQ(db_.Ask("select x from t"), "1 2 3 4");
}

TEST_F(Untransacted, AnUnknownOrEditedRevisionIsRefused) {
  StopBeforeTheThirdStep();
  const History older({ThreeSteps()[0]});
  EXPECT_EQ(Told(sqlite::Upgrade(db_.get(), older.table()).status),
            "the database stands half-way through revision 'b', which this program does not know: program "
            "'test 1' began it; run `instar upgrade` with that one, which finishes it");
  EXPECT_EQ(sqlite::Upgrade(db_.get(), older.table()).status.code(), StatusCode::kUnknownDatabaseRevision);
  EXPECT_EQ(sqlite::Resolve(db_.get(), older.table(), sqlite::Resolution::kDone).code(),
            StatusCode::kUnknownDatabaseRevision);

  std::vector<std::string> texts = ThreeSteps();
  texts[1].insert(texts[1].find("insert into t (x) values (3)"), "delete from t; ");
  const History edited(texts);
  EXPECT_EQ(sqlite::Upgrade(db_.get(), edited.table()).status.code(), StatusCode::kEditedHistory);
  EXPECT_EQ(db_.Ask("select x from t"), "1 2");
}

// The same history compiled to other statements: for another minimum version of SQLite, say.
TEST_F(Untransacted, OtherStatementsAreRefused) {
  const HandHistory one(
      {{"create table t (x)", HandStep("vacuum", kStepAutocommit), "insert into t values (1)"}});
  const HandHistory other(
      {{"create table t (y)", HandStep("vacuum", kStepAutocommit), "insert into t values (1)"}});
  ASSERT_TRUE(sqlite::Upgrade(db_.get(), one.table()).ok());
  const std::string hash = db_.Ask("select chain_hash from instar_version");
  db_.Run(
      "delete from instar_version; delete from instar_history; pragma user_version = 0; insert into "
      "instar_journal values (1, 'main', 1, "
      "'r0', '" +
      hash + "', 'upgrade', 'create table t (x)', 'done', '2025-01-01T00:00:00.000Z', '')");
  const Report report = sqlite::Upgrade(db_.get(), other.table());
  EXPECT_EQ(report.status.code(), StatusCode::kEditedHistory);
  EXPECT_NE(report.status.message().find("its step 1"), std::string::npos) << report.status.message();
}

TEST_F(Untransacted, StepsMayNotDoMoreThanStepsMay) {
  for (const char* sql : {"begin", "attach 'x.db' as x", "vacuum into 'x.db'", "delete from instar_history",
                          "pragma journal_mode = wal; commit"}) {
    Database db;
    const HandHistory history({{"create table t (x)"}, {HandStep(sql, kStepAutocommit)}});
    const Report report = sqlite::Upgrade(db.get(), history.table());
    EXPECT_EQ(report.failure.revision, "r1") << sql;
    EXPECT_NE(sqlite3_get_autocommit(db.get()), 0) << sql;
    EXPECT_EQ(db.Ask("select count(*) from pragma_database_list where name <> 'temp'"), "1") << sql;
    EXPECT_EQ(db.Ask("select count(*) from instar_history"), "1") << sql;
  }
}

TEST_F(Untransacted, TheVersionOfOthersIsLeftAlone) {
  db_.Run("pragma user_version = 77");
  ASSERT_TRUE(Upgrade("a").ok());
  db_.Run("insert into t (x) values (3)");
  ASSERT_FALSE(Upgrade().ok());
  EXPECT_EQ(db_.Ask("pragma user_version"), "77");
  db_.Run("delete from t where x = 3");
  ASSERT_TRUE(Upgrade().ok());
  EXPECT_EQ(db_.Ask("pragma user_version"), "77");
}

TEST_F(Untransacted, AnotherStreamIsNotConcerned) {
  StopBeforeTheThirdStep();
  db_.Run(
      "update instar_journal set stream = 'other'; update instar_version set stream = 'other'; update "
      "instar_history set stream = 'other'; "
      "pragma user_version = 0; delete from t; drop table t");
  const Report report = Upgrade();
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(db_.Ask("select stream, step from instar_journal"), "other|1 other|2");
}

// Each takes only its own note in user_version for its own: at base their digests are the same.
TEST_F(Untransacted, TwoStreamsMayBothBeHalfWay) {
  const std::string steps =
      "revises base; transaction none; upgrade { insert into t (x) values (1); insert into t (x) values (2); "
      "} "
      "downgrade { }";
  const History histories[] = {History({"revision b; " + steps}), History({"revision c; " + steps})};
  Table tables[] = {histories[0].table(), histories[1].table()};
  tables[1].stream = "other";
  Database db;
  db.Run(
      "create table t (x); create trigger stop before insert on t when new.x = 2 begin select raise(abort, "
      "'stopped'); end");
  for (const Table& table : tables) {
    EXPECT_EQ(sqlite::Upgrade(db.get(), table).failure.reason, "stopped");
  }
  for (const Table& table : tables) {
    const State state = sqlite::Inspect(db.get(), table);
    EXPECT_TRUE(state.ok()) << state.status.message();
    EXPECT_NE(state.unfinished, "");
  }
  db.Run("drop trigger stop");
  for (const Table& table : tables) {
    const Report report = sqlite::Upgrade(db.get(), table);
    EXPECT_TRUE(report.ok()) << report.status.message();
  }
  EXPECT_EQ(db.Ask("select stream, revision from instar_version order by 1"), "main|b other|c");
}

// Whatever stands there that Instar did not write: refused, and nothing is run.
TEST_F(Untransacted, ATamperedJournalIsRefused) {
  StopBeforeTheThirdStep();
  const std::string schema = db_.Ask("select sql from sqlite_schema where name = 'instar_journal'");
  db_.Run("create table kept as select * from instar_journal");
  struct Tampering {
    const char* sql;
    StatusCode code;
  };
  constexpr StatusCode kFormat = StatusCode::kUnknownFormat;
  for (const Tampering& tampering : std::initializer_list<Tampering>{
           {"update instar_journal set format = 2 where step = 2", kFormat},
           {"update instar_journal set format = 'x' where step = 2", kFormat},
           {"update instar_journal set stream = x'00' where step = 2", kFormat},
           {"delete from instar_journal where step = 1", kFormat},
           {"update instar_journal set step = 'x' where step = 1", kFormat},
           {"update instar_journal set step = 1.5 where step = 1", kFormat},
           {"update instar_journal set step = -1 where step = 1", kFormat},
           {"update instar_journal set step = 9223372036854775807 where step = 2", kFormat},
           {"update instar_journal set revision = 'a' where step = 1", StatusCode::kEditedHistory},
           {"update instar_journal set revision = 'c'", StatusCode::kEditedHistory},
           {"update instar_journal set revision = '' where step = 1", StatusCode::kUnknownDatabaseRevision},
           {"update instar_journal set revision = x'62'", kFormat},
           {"update instar_journal set revision = printf('%.2000000c', 'b')", kFormat},
           {"update instar_journal set revision = printf('%.900000c', 'b')",
            StatusCode::kUnknownDatabaseRevision},
           {"update instar_journal set chain_hash = '' where step = 2", StatusCode::kEditedHistory},
           {"update instar_journal set chain_hash = x'00' where step = 2", kFormat},
           {"update instar_journal set action = 'downgrade'", StatusCode::kEditedHistory},
           {"update instar_journal set action = 'downgrade', statement = 'delete from t where x = 3' "
            "where step = 1; delete from instar_journal where step = 2",
            kFormat},
           {"update instar_journal set action = 'sideways'", kFormat},
           {"update instar_journal set action = 7.5", kFormat},
           {"update instar_journal set statement = 'drop table t' where step = 1",
            StatusCode::kEditedHistory},
           {"update instar_journal set statement = x'00' where step = 1", kFormat},
           {"update instar_journal set state = 'begun' where step = 1", kFormat},
           {"update instar_journal set state = 'failed' where step = 1", kFormat},
           {"update instar_journal set state = 'perhaps'", kFormat},
           {"update instar_journal set state = x''", kFormat},
           {"update instar_journal set program = x'00'", kFormat},
           {"drop table instar_journal; create table instar_journal (x)", kFormat},
           {"insert into instar_journal select format, stream, step + 2, revision, chain_hash, action, "
            "statement,"
            " state, started_at, program from kept",
            StatusCode::kEditedHistory},
       }) {
    db_.Run(tampering.sql);
    const std::string before = db_.Ask("select * from instar_journal");
    const Report report = Upgrade();
    EXPECT_EQ(StatusCodeName(report.status.code()), std::string(StatusCodeName(tampering.code)))
        << tampering.sql << ": " << report.status.message();
    EXPECT_LT(report.status.message().size(), 2000u);
    EXPECT_TRUE(report.applied.empty());
    EXPECT_EQ(db_.Ask("select * from instar_journal"), before) << tampering.sql;
    EXPECT_EQ(db_.Ask("select x from t"), "1 2") << tampering.sql;
    db_.Run("drop table instar_journal");
    db_.Run(schema + "; insert into instar_journal select * from kept");
  }
  EXPECT_TRUE(Upgrade().ok());
}

TEST_F(Untransacted, InspectSaysThatItIsUnfinished) {
  ASSERT_TRUE(Upgrade().ok());
  EXPECT_EQ(sqlite::Inspect(db_.get(), history_.table()).unfinished, "");
  db_.Run("create trigger stop before delete on t when old.x = 2 begin select raise(abort, 'stopped'); end");
  ASSERT_FALSE(Downgrade("a").ok());
  const State state = sqlite::Inspect(db_.get(), history_.table());
  EXPECT_TRUE(state.ok()) << state.status.message();
  EXPECT_EQ(state.kind, StateKind::kBehind) << "though its version is a head's";
  EXPECT_EQ(state.unfinished, "b");
}

TEST_F(Untransacted, ThereIsNothingToVerifyHalfWay) {
  const History history(
      {"revision a; revises base; upgrade { create table t (x integer); } downgrade { drop table t; }",
       "revision b; revises a; transaction none;\n"
       "upgrade { alter table t add column y integer; insert into t (x) values (1); } downgrade { auto; }"},
      History::Lowering::kUnderstood);
  ASSERT_TRUE(sqlite::Upgrade(db_.get(), history.table()).ok());
  Options options;
  options.target = "a";
  ASSERT_TRUE(sqlite::Downgrade(db_.get(), history.table(), options).ok());
  EXPECT_TRUE(sqlite::Verify(db_.get(), history.table()).ok());
  db_.Run("create trigger stop before insert on t begin select raise(abort, 'stopped'); end");
  ASSERT_FALSE(sqlite::Upgrade(db_.get(), history.table()).ok());
  db_.Run("drop trigger stop");
  EXPECT_EQ(sqlite::Verify(db_.get(), history.table()).status.code(), StatusCode::kInterrupted);
  ASSERT_TRUE(sqlite::Upgrade(db_.get(), history.table()).ok());
  EXPECT_TRUE(sqlite::Verify(db_.get(), history.table()).ok());
}

TEST_F(InDoubt, InspectSaysSo) {
  const State state = sqlite::Inspect(db_.get(), history_.table());
  EXPECT_EQ(state.kind, StateKind::kInterrupted);
  EXPECT_EQ(state.status.code(), StatusCode::kInterrupted);
  EXPECT_EQ(state.unfinished, "r1");
}

TEST_F(InDoubt, AStampMustBeAPurge) {
  Options options;
  options.target = "r1";
  const Report refused = sqlite::Stamp(db_.get(), history_.table(), options);
  EXPECT_EQ(refused.status.code(), StatusCode::kInvalidArgument);
  EXPECT_NE(refused.status.message().find("half-way through revision 'r1'"), std::string::npos);
  options.purge = true;
  ASSERT_TRUE(sqlite::Stamp(db_.get(), history_.table(), options).ok());
  EXPECT_EQ(db_.Ask("select count(*) from instar_journal"), "0");
  EXPECT_EQ(sqlite::Inspect(db_.get(), history_.table()).kind, StateKind::kAtHead);
}

TEST_F(Untransacted, ProgressIsShownStepByStep) {
  ASSERT_TRUE(Upgrade("a").ok());
  std::string seen;
  Options options;
  options.target = "b";
  options.progress = [&](const Progress& now) {
    seen +=
        std::string(now.revision) + " " + std::to_string(now.step_index) + "/" +
        std::to_string(now.step_count) +
        (now.stage == ProgressStage::kCommitted ? " committed\n" : " " + std::string(now.statement) + "\n");
    return ProgressResult::kContinue;
  };
  ASSERT_TRUE(sqlite::Upgrade(db_.get(), history_.table(), options).ok());
  EXPECT_EQ(seen,
            "b 0/3 insert into t (x) values (2)\nb 1/3 vacuum\nb 2/3 insert into t (x) values (3)\n"
            "b 2/3 committed\n");
}

// What was done stays done, whenever somebody wants no more.
TEST_F(Untransacted, CancelledAtAnyStepItGoesOnThere) {
  for (std::size_t stop = 0; stop < 3; ++stop) {
    Database db;
    Options options;
    options.target = "a";
    ASSERT_TRUE(sqlite::Upgrade(db.get(), history_.table(), options).ok());
    options.target = "b";
    for (const bool throws : {false, true}) {
      options.progress = [&](const Progress& now) {
        if (now.step_index != stop || now.stage != ProgressStage::kStep) return ProgressResult::kContinue;
        if (throws) throw std::runtime_error("thrown by the user");
        return ProgressResult::kCancel;
      };
      if (throws) {
        EXPECT_THROW((void)sqlite::Upgrade(db.get(), history_.table(), options), std::runtime_error);
      } else {
        EXPECT_EQ(sqlite::Upgrade(db.get(), history_.table(), options).status.code(), StatusCode::kCancelled);
      }
      EXPECT_NE(sqlite3_get_autocommit(db.get()), 0);
      EXPECT_EQ(db.Ask("select revision from instar_version"), "a");
      // The vacuum was too short to be stopped.
      const std::size_t done = stop == 1 ? 2 : stop;
      if (stop > 0) {
        EXPECT_EQ(db.Ask("select count(*) from instar_journal where state = 'done'"), std::to_string(done));
      }
      if (stop == 1) break;
    }
    options.progress = nullptr;
    const Report report = sqlite::Upgrade(db.get(), history_.table(), options);
    ASSERT_TRUE(report.ok()) << report.status.message();
    EXPECT_EQ(db.Ask("select x from t"), "1 2 3");
    EXPECT_EQ(db.Ask("select count(*) from instar_journal"), "0");
  }
}

TEST_F(Untransacted, StepsCannotWriteToTheJournal) {
  for (const char* sql : {"delete from instar_journal", "drop table instar_journal",
                          "create trigger x before delete on instar_journal begin select 1; end"}) {
    Database db;
    const HandHistory history({{"create table t (x)", HandStep("vacuum", kStepAutocommit), sql}});
    const Report report = sqlite::Upgrade(db.get(), history.table());
    EXPECT_EQ(report.failure.reason,
              "the tables instar_version, instar_history and instar_journal are Instar's own")
        << sql;
    EXPECT_EQ(db.Ask(kJournal), "1|done 2|done 3|failed") << sql;
  }
}

}  // namespace
}  // namespace instar
