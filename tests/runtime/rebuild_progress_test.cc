// Rows done of rows total, and cancelling, while a table is made anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "tests/runtime/rebuild_history.h"

namespace instar {
namespace {

using sqlite::RebuildForm;

constexpr int kRows = 30'000;

// Rowids from 1,000,001, with a gap: to be taken for a number of rows they are no good.
void MakeTable(Database& db) {
  db.Run("create table t (id INTEGER PRIMARY KEY, x TEXT); create index ix on t (x)");
  db.Run("with recursive n(i) as (select 1 union all select i + 1 from n where i < " + std::to_string(kRows) +
         ") insert into t select i + 1000000, 'x' || i from n");
}

Rebuild Example(const char* definition, std::uint32_t flags) {
  Rebuild rebuild = CopyOf("t", definition, {"id", "x"}, flags);
  rebuild.objects = {{"index", "ix", "CREATE INDEX ix ON t (x)"}};
  return rebuild;
}

Rebuild Raw() { return Example("(id INTEGER PRIMARY KEY, x VARCHAR(9))", kRebuildSameStorage); }
Rebuild RowByRow() { return Example("(id INTEGER PRIMARY KEY, x TEXT COLLATE NOCASE)", 0); }

// What is seen while the rebuild runs, oldest first.
std::vector<Progress> Watched(const Rebuild& rebuild, RebuildForm form) {
  Database db;
  MakeTable(db);
  Options options;
  options.progress_interval_ms = 0;
  std::vector<Progress> seen;
  options.progress = [&](const Progress& now) {
    if (now.stage == ProgressStage::kStep && now.step_index == 0) {
      EXPECT_EQ(now.statement, "rebuild of table t");
      seen.push_back(now);
    }
    return ProgressResult::kContinue;
  };
  EXPECT_TRUE(RunRebuild(db, rebuild, form, options).ok());
  EXPECT_EQ(db.Ask("select count(*) from t"), std::to_string(kRows));
  return seen;
}

void ExpectMovesOn(const std::vector<Progress>& seen) {
  double last = 0;
  for (const Progress& now : seen) {
    EXPECT_GE(now.step_fraction, last);
    EXPECT_LE(now.step_fraction, 1);
    EXPECT_TRUE(now.total == 0 || now.total == kRows);
    if (now.total != 0) {
      EXPECT_LE(now.done, now.total);
    }
    last = now.step_fraction;
  }
}

TEST(RebuildProgress, RawTransferFollowsTheRowids) {
  const std::vector<Progress> seen = Watched(Raw(), RebuildForm::kRawTransfer);
  ExpectMovesOn(seen);
  std::vector<std::int64_t> rows;
  for (const Progress& now : seen) {
    if (now.total != 0) rows.push_back(now.done);
  }
  // Every part of the way is seen, not only its ends.
  const auto between = [&](std::int64_t low, std::int64_t high) {
    return std::count_if(rows.begin(), rows.end(), [&](std::int64_t n) { return n > low && n < high; });
  };
  EXPECT_GT(between(1, kRows / 3), 1);
  EXPECT_GT(between(kRows / 3, 2 * kRows / 3), 1);
  EXPECT_GT(between(2 * kRows / 3, kRows), 1);
}

TEST(RebuildProgress, RowByRowCountsTheCopyAndThenMakesTheIndexes) {
  const std::vector<Progress> seen = Watched(RowByRow(), RebuildForm::kRowByRow);
  ExpectMovesOn(seen);
  int copying = 0;
  int indexing = 0;
  for (const Progress& now : seen) {
    const double of_rows = static_cast<double>(now.done) / kRows;
    if (now.done > 100) copying += std::abs(now.step_fraction - of_rows / 2) < 1e-9 ? 1 : 0;
    // SQLite does not count what it reads for an index.
    if (now.done == 0) indexing += now.step_fraction > 0.49 ? 1 : 0;
  }
  EXPECT_GT(copying, 5);
  EXPECT_GT(indexing, 5);
}

TEST(RebuildProgress, WithoutRowidTheWayIsShownAllTheSame) {
  Database db;
  db.Run("create table t (id INTEGER PRIMARY KEY, x TEXT) WITHOUT ROWID");
  db.Run(
      "with recursive n(i) as (select 1 union all select i + 1 from n where i < 9000) insert into t select "
      "i, i from n");
  Options options;
  options.progress_interval_ms = 0;
  std::int64_t total = 0;
  options.progress = [&](const Progress& now) {
    total = std::max(total, now.total);
    return ProgressResult::kContinue;
  };
  const Rebuild rebuild = CopyOf("t", "(id INTEGER PRIMARY KEY, x VARCHAR(9)) WITHOUT ROWID", {"id", "x"},
                                 kRebuildSameStorage | kRebuildWithoutRowid | kRebuildOldWithoutRowid);
  EXPECT_TRUE(RunRebuild(db, rebuild, RebuildForm::kRawTransfer, options).ok());
  EXPECT_EQ(total, 9000);
}

TEST(RebuildProgress, CancelledAtEveryPointTheTableIsAsItWas) {
  for (const RebuildForm form :
       {RebuildForm::kRawTransfer, RebuildForm::kRowByRow, RebuildForm::kTemporaryCopy}) {
    const Rebuild rebuild = form == RebuildForm::kRawTransfer ? Raw() : RowByRow();
    int points = 0;
    for (int point = 0;; point += 1 + point / 2) {
      Database db;
      MakeTable(db);
      const std::string schema = db.Schema();
      Options options;
      options.progress_interval_ms = 0;
      int calls = 0;
      options.progress = [&](const Progress&) {
        return calls++ == point ? ProgressResult::kCancel : ProgressResult::kContinue;
      };
      const Report report = RunRebuild(db, rebuild, form, options);
      if (report.ok()) break;
      ++points;
      ASSERT_EQ(report.status.code(), StatusCode::kCancelled) << report.status.message();
      ASSERT_EQ(calls, point + 1);
      ASSERT_EQ(db.Schema(), schema);
      ASSERT_EQ(db.Ask("select count(*), sum(length(x)) from t"), "30000|168894");
    }
    EXPECT_GT(points, 5);
  }
}

// Foreign keys that were broken before are listed only when the check after a rebuild has found something:
// the revision is rolled back and run once more.
TEST(RebuildBackup, IsMadeOnceWhereARevisionIsRunTwice) {
  Database db;
  MakeTable(db);
  db.Run("create table c (p integer references t (id)); insert into c values (77)");
  Options options;
  int backups = 0;
  int rebuilds = 0;
  options.backup = [&](const BackupRequest&, std::string*) {
    ++backups;
    return OkStatus();
  };
  options.progress = [&](const Progress& now) {
    rebuilds += now.statement == "check of the foreign keys" ? 1 : 0;
    return ProgressResult::kContinue;
  };
  options.progress_interval_ms = 1'000'000;
  EXPECT_TRUE(RunRebuild(db, Raw(), RebuildForm::kRawTransfer, options).ok());
  EXPECT_EQ(rebuilds, 2);
  EXPECT_EQ(backups, 1);
}

}  // namespace
}  // namespace instar
