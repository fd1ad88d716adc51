// What a program sees while it migrates, and how it stops that.
#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

// Ends only when somebody interrupts it.
constexpr char kForever[] =
    "insert into a (x) with recursive n (i) as (select 1 union all select i + 1 from n) select i from n "
    "where i < 0";

std::vector<std::string> Three(const std::string& second_statement) {
  return {"revision a; revises base; upgrade { create table a (x integer); } downgrade { drop table a; }",
          "revision b; revises a; upgrade { insert into a (x) values (1); " + second_statement +
              "; } downgrade { delete from a; }",
          "revision c; revises b; upgrade { create table c (x integer); } downgrade { drop table c; }"};
}

std::string TextOf(const Progress& now) {
  const char* stages[] = {"waiting", "backup", "step", "committed"};
  return absl::StrCat(stages[static_cast<int>(now.stage)], " ", std::string(now.revision), " ",
                      now.revision_index, "/", now.revision_count, " ", now.step_index, "/", now.step_count,
                      " ", std::string(now.statement));
}

// Records everything that it is told.
struct Recorder {
  std::vector<std::string> seen;
  ProgressFunction Function() {
    return [this](const Progress& now) {
      seen.push_back(TextOf(now));
      return ProgressResult::kContinue;
    };
  }
};

void ExpectAt(Database& db, const std::string& revision, const std::string& rows) {
  EXPECT_EQ(db.Ask("select revision from instar_version"), revision);
  EXPECT_EQ(db.Ask("select count(*) from a"), rows);
  EXPECT_NE(sqlite3_get_autocommit(db.get()), 0);
}

TEST(Progress, TellsOfEveryStepAndCommit) {
  const History history(Three("update a set x = 2"));
  Database db;
  Recorder recorder;
  Options options;
  options.progress = recorder.Function();
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table(), options).ok());
  EXPECT_EQ(recorder.seen, (std::vector<std::string>{
                               "step a 0/3 0/1 create table a (x integer)",
                               "committed a 0/3 0/1 ",
                               "step b 1/3 0/2 insert into a (x) values (1)",
                               "step b 1/3 1/2 update a set x = 2",
                               "committed b 1/3 1/2 ",
                               "step c 2/3 0/1 create table c (x integer)",
                               "committed c 2/3 0/1 ",
                           }));
  recorder.seen.clear();
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table(), options).ok());
  EXPECT_TRUE(recorder.seen.empty());
  options.target = "a";
  ASSERT_TRUE(sqlite::Downgrade(db.get(), history.table(), options).ok());
  ASSERT_EQ(recorder.seen.size(), 4u);
  EXPECT_EQ(recorder.seen[2], "step b 1/2 0/1 delete from a");
}

TEST(Progress, GoesOnInsideALongStatement) {
  const History history(Three(kForever));
  Database db;
  Options options;
  options.progress_interval_ms = 0;
  int inside = 0;
  double last = 0;
  options.progress = [&](const Progress& now) {
    EXPECT_GE(now.fraction(), last);
    last = now.fraction();
    inside += now.revision == "b" && now.step_index == 1 && now.elapsed_us > 0 ? 1 : 0;
    return inside == 5 ? ProgressResult::kCancel : ProgressResult::kContinue;
  };
  const Report report = sqlite::Upgrade(db.get(), history.table(), options);
  EXPECT_EQ(report.status.code(), StatusCode::kCancelled);
  EXPECT_EQ(report.status.message().substr(0, 48), "upgrade of revision 'b' failed at step 2: cancel");
  EXPECT_EQ(report.failure.revision, "b");
  EXPECT_EQ(report.to, std::vector<std::string>{"a"});
  EXPECT_EQ(inside, 5);
  ExpectAt(db, "a", "0");
}

TEST(Progress, CountsTheRowsThatAStatementReads) {
  const History history(
      {"revision a; revises base; upgrade { create table a (x integer); } downgrade { drop table a; }",
       "revision b; revises a; upgrade { update a set x = x + 1; } downgrade { delete from a; }"});
  Database db;
  Options options;
  options.target = "a";
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table(), options).ok());
  db.Run(
      "with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000) insert into a select "
      "i from n");
  options.target = "b";
  options.progress_interval_ms = 0;
  std::vector<std::int64_t> rows;
  options.progress = [&](const Progress& now) {
    if (now.stage == ProgressStage::kStep) rows.push_back(now.done);
    EXPECT_EQ(now.total, 0);
    return ProgressResult::kContinue;
  };
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table(), options).ok());
  ASSERT_GT(rows.size(), 5u);
  EXPECT_TRUE(std::is_sorted(rows.begin(), rows.end()));
  EXPECT_GT(rows.back(), 15'000);
  EXPECT_LE(rows.back(), 20'000);
}

TEST(Cancel, BetweenRevisionsKeepsWhatIsFinished) {
  const History history(Three("update a set x = 2"));
  Database db;
  Options options;
  options.progress = [](const Progress& now) {
    return now.stage == ProgressStage::kCommitted && now.revision == "b" ? ProgressResult::kCancel
                                                                         : ProgressResult::kContinue;
  };
  const Report report = sqlite::Upgrade(db.get(), history.table(), options);
  EXPECT_EQ(report.status.code(), StatusCode::kCancelled);
  EXPECT_EQ(report.applied.size(), 2u);
  EXPECT_EQ(report.failure.revision, "");
  ExpectAt(db, "b", "1");
  EXPECT_TRUE(sqlite::Upgrade(db.get(), history.table()).ok());
  ExpectAt(db, "c", "1");
}

// Again and again, wherever it is: what was finished stays, and each revision is applied once.
TEST(Cancel, ManyTimesOnALongWay) {
  constexpr int kRevisions = 500;
  const History history(LineOfTables(kRevisions));
  const TemporaryFolder folder;
  Database db(folder.File("a.db"));
  db.Run("pragma synchronous = off");
  Options options;
  int runs = 0;
  std::size_t applied = 0;
  Report report;
  do {
    int calls = 0;
    ++runs;
    options.progress = [&](const Progress&) {
      return ++calls == 3 * runs ? ProgressResult::kCancel : ProgressResult::kContinue;
    };
    report = sqlite::Upgrade(db.get(), history.table(), options);
    applied += report.applied.size();
    EXPECT_EQ(db.Ask("select count(*) from instar_history"), std::to_string(applied));
    EXPECT_EQ(db.Ask("select count(*) from sqlite_schema where name like 't0%'"), std::to_string(applied));
    if (!report.ok()) {
      EXPECT_EQ(report.status.code(), StatusCode::kCancelled);
    }
  } while (!report.ok() && runs < kRevisions);
  EXPECT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(applied, std::size_t{kRevisions});
  EXPECT_GT(runs, 10);
  EXPECT_EQ(db.Ask("select count(distinct revision) from instar_history"), std::to_string(kRevisions));
}

TEST(Cancel, AfterTheLastCommitItIsTooLate) {
  const History history(Three("update a set x = 2"));
  Database db;
  Options options;
  options.progress = [](const Progress& now) {
    return now.stage == ProgressStage::kCommitted && now.revision == "c" ? ProgressResult::kCancel
                                                                         : ProgressResult::kContinue;
  };
  EXPECT_TRUE(sqlite::Upgrade(db.get(), history.table(), options).ok());
  ExpectAt(db, "c", "1");
}

TEST(Cancel, ByAFlagWhileAStatementRuns) {
  const History history(Three(kForever));
  Database db;
  std::atomic<bool> cancel{false};
  Options options;
  options.cancel = &cancel;
  // Set while the statement before runs; seen by the one that never ends.
  options.progress = [&](const Progress& now) {
    if (now.revision == "b" && now.step_index == 1) cancel = true;
    return ProgressResult::kContinue;
  };
  const Report report = sqlite::Upgrade(db.get(), history.table(), options);
  EXPECT_EQ(report.status.code(), StatusCode::kCancelled);
  ExpectAt(db, "a", "0");
}

TEST(Cancel, ByAFlagThatIsSetAlready) {
  const History history(Three("update a set x = 2"));
  const TemporaryFolder folder;
  Database db(folder.File("a.db"));
  const std::atomic<bool> cancel{true};
  Options options;
  options.cancel = &cancel;
  const Report report = sqlite::Upgrade(db.get(), history.table(), options);
  EXPECT_EQ(report.status.code(), StatusCode::kCancelled);
  EXPECT_EQ(db.Ask("select count(*) from sqlite_schema"), "0");
}

TEST(Cancel, WhileAnotherConnectionHoldsTheLock) {
  const History history(Three("update a set x = 2"));
  const TemporaryFolder folder;
  Database other(folder.File("a.db"));
  other.Run("begin immediate");
  Database db(folder.File("a.db"));
  Options options;
  options.progress_interval_ms = 0;
  int waits = 0;
  options.progress = [&](const Progress& now) {
    EXPECT_EQ(now.stage, ProgressStage::kWaiting);
    return ++waits == 3 ? ProgressResult::kCancel : ProgressResult::kContinue;
  };
  const Report report = sqlite::Upgrade(db.get(), history.table(), options);
  EXPECT_EQ(report.status.code(), StatusCode::kCancelled);
  EXPECT_EQ(waits, 3);
}

TEST(Cancel, WhileAReaderHoldsTheCommitUp) {
  const History history(Three("update a set x = 2"));
  const TemporaryFolder folder;
  Database reader(folder.File("a.db"));
  reader.Run("create table r (x); insert into r values (1); begin; select * from r");
  Database db(folder.File("a.db"));
  Options options;
  options.progress = [&](const Progress& now) {
    return now.stage == ProgressStage::kWaiting ? ProgressResult::kCancel : ProgressResult::kContinue;
  };
  const Report report = sqlite::Upgrade(db.get(), history.table(), options);
  EXPECT_EQ(report.status.code(), StatusCode::kCancelled);
  EXPECT_TRUE(report.to.empty());
  reader.Run("commit");
  EXPECT_TRUE(sqlite::Upgrade(db.get(), history.table()).ok());
  ExpectAt(db, "c", "1");
}

TEST(Cancel, WhatTheFunctionThrowsPassesThrough) {
  const History history(Three(kForever));
  Database db;
  db.Run("pragma foreign_keys = off");
  Options options;
  options.progress_interval_ms = 0;
  int inside = 0;
  options.progress = [&](const Progress& now) {
    if (now.revision == "b" && now.step_index == 1 && ++inside == 3) throw std::runtime_error("mine");
    return ProgressResult::kContinue;
  };
  try {
    (void)sqlite::Upgrade(db.get(), history.table(), options);
    FAIL() << "it was swallowed";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "mine");
  }
  EXPECT_EQ(inside, 3);
  EXPECT_EQ(db.Ask("pragma foreign_keys"), "0");
  ExpectAt(db, "a", "0");
}

TEST(Cancel, WhatTheFunctionThrowsAtTheLastCommitToo) {
  const History history(Three("update a set x = 2"));
  Database db;
  Options options;
  options.progress = [&](const Progress& now) -> ProgressResult {
    if (now.stage == ProgressStage::kCommitted && now.revision == "c") throw 7;
    return ProgressResult::kContinue;
  };
  EXPECT_THROW((void)sqlite::Upgrade(db.get(), history.table(), options), int);
  ExpectAt(db, "c", "1");
}

// Says how far it is, and looks whether to go on, and is rolled back whatever it answers.
int calls = 0;
Status CountingStep(Step& step) {
  sqlite3_exec(sqlite::Handle(step), "insert into a (x) values (7)", nullptr, nullptr, nullptr);
  for (calls = 1; calls <= 10; ++calls) {
    if (!step.Progress(calls, 10)) return OkStatus();
  }
  return OkStatus();
}

TEST(Progress, ACppStepSaysHowFarItIs) {
  History history(Three("call test::Step"));
  history.SetStep(&CountingStep);
  Database db;
  Options options;
  options.progress_interval_ms = 0;
  std::vector<double> fractions;
  options.progress = [&](const Progress& now) {
    if (now.revision == "b" && now.stage == ProgressStage::kStep && now.step_index == 1) {
      EXPECT_EQ(now.statement, "test::Step");
      fractions.push_back(now.step_fraction);
    }
    return now.done == 4 ? ProgressResult::kCancel : ProgressResult::kContinue;
  };
  EXPECT_EQ(sqlite::Upgrade(db.get(), history.table(), options).status.code(), StatusCode::kCancelled);
  EXPECT_EQ(calls, 4);
  EXPECT_EQ(fractions, (std::vector<double>{0, 0.1, 0.2, 0.3, 0.4}));
  ExpectAt(db, "a", "0");
  // Nobody looks: it may say so all the same.
  EXPECT_TRUE(sqlite::Upgrade(db.get(), history.table()).ok());
  EXPECT_EQ(calls, 11);
}

TEST(Cancel, ByTheCallersOwnProgressHandler) {
  const History history(Three(kForever));
  Database db;
  int left = 1000;
  const auto count_down = [](void* number) { return --*static_cast<int*>(number) < 0 ? 1 : 0; };
  sqlite3_progress_handler(db.get(), 1000, count_down, &left);
  EXPECT_EQ(sqlite::Upgrade(db.get(), history.table()).status.code(), StatusCode::kCancelled);
  left = 1'000'000'000;
  ExpectAt(db, "a", "0");
}

TEST(Progress, LeavesNoHandlerBehind) {
  const History history(Three("update a set x = 2"));
  Database db;
  {
    Options options;
    options.progress = [](const Progress&) { return ProgressResult::kContinue; };
    EXPECT_TRUE(sqlite::Upgrade(db.get(), history.table(), options).ok());
  }
  // A handler that is still there would read what is gone; ASan sees it.
  EXPECT_EQ(db.Ask("with recursive n (i) as (select 1 union all select i + 1 from n where i < 50000) select "
                   "count(*) from n"),
            "50000");
}

}  // namespace
}  // namespace instar
