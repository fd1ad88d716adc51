// The copy that is made before the first revision: when, of what, under which name.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include "instar/sqlite.h"
#include "instar/sqlite_backup.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

namespace fs = std::filesystem;

// Two revisions over a table that somebody filled in between.
class BackupTest : public testing::Test {
 protected:
  BackupTest()
      : history_(
            {"revision a; revises base; upgrade { create table a (x integer); } downgrade { drop table a; }",
             "revision b; revises a; upgrade { update a set x = x + 1; } downgrade { update a set x = x - 1; "
             "}",
             "revision c; revises b; upgrade { create table c (x integer); } downgrade { drop table c; }"}) {}

  // At revision a, with two rows.
  void MakeOld(const std::string& path) {
    Options options;
    options.target = "a";
    ASSERT_TRUE(sqlite::Upgrade(path, history_.table(), options).ok());
    Database(path).Run("insert into a values (1), (2)");
  }
  Report UpgradeWith(const std::string& path, const sqlite::BackupSettings& settings) {
    Options options;
    options.backup = sqlite::KeepBackups(settings);
    return sqlite::Upgrade(path, history_.table(), options);
  }
  Report DowngradeWith(const std::string& path, const sqlite::BackupSettings& settings) {
    Options options;
    options.target = "a";
    options.backup = sqlite::KeepBackups(settings);
    return sqlite::Downgrade(path, history_.table(), options);
  }
  // Names in the folder, sorted.
  static std::vector<std::string> Names(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
      names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }
  static void ExpectOld(const std::string& path) {
    Database copy(path);
    EXPECT_EQ(copy.Ask("select * from a order by x"), "1 2") << path;
    EXPECT_EQ(copy.Ask("select revision from instar_version"), "a");
    EXPECT_EQ(copy.Ask("select count(*) from instar_history"), "1");
    EXPECT_EQ(copy.Ask("pragma integrity_check"), "ok");
  }

  const History history_;
  const TemporaryFolder folder_;
};

TEST_F(BackupTest, IsTheDatabaseBeforeTheFirstPendingRevision) {
  const std::string path = folder_.File("shop.db");
  MakeOld(path);
  const Report report = UpgradeWith(path, {});
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(report.applied.size(), 2u);
  ExpectOld(report.backup);
  EXPECT_EQ(Database(path).Ask("select * from a order by x"), "2 3");
  // Nothing else is left behind.
  const std::string name = fs::path(report.backup).filename().string();
  EXPECT_TRUE(std::regex_match(name, std::regex(R"(shop\.db\.\d{8}T\d{6}\.\d{3}Z\.[0-9a-f]{8}\.backup)")))
      << name;
  EXPECT_EQ(Names(folder_.path()), (std::vector<std::string>{"shop.db", name}));
  EXPECT_EQ(fs::path(report.backup).parent_path(), fs::canonical(folder_.path()));
}

TEST_F(BackupTest, IsMadeOnlyWhereSomethingIsPending) {
  const std::string path = folder_.File("shop.db");
  // A new file has nothing to lose.
  EXPECT_EQ(UpgradeWith(path, {}).backup, "");
  EXPECT_EQ(UpgradeWith(path, {}).backup, "");
  EXPECT_EQ(Names(folder_.path()), std::vector<std::string>{"shop.db"});
  const Report down = DowngradeWith(path, {});
  ASSERT_TRUE(down.ok()) << down.status.message();
  EXPECT_EQ(Database(down.backup).Ask("select revision from instar_version"), "c");
}

TEST_F(BackupTest, IsThereWhenTheMigrationFails) {
  const std::string path = folder_.File("shop.db");
  MakeOld(path);
  Database(path).Run("create table c (x)");
  const Report report = UpgradeWith(path, {});
  EXPECT_EQ(report.status.code(), StatusCode::kStepFailed);
  EXPECT_EQ(report.applied.size(), 1u);
  ExpectOld(report.backup);
}

TEST_F(BackupTest, KeepsTheNewestAndNobodyElses) {
  const std::string path = folder_.File("shop.db");
  MakeOld(path);
  const std::string other = folder_.path() + "/other";
  fs::create_directory(other);
  MakeOld(other + "/shop.db");
  const std::string backups = folder_.path() + "/backups";
  fs::create_directory(backups);
  std::ofstream(backups + "/shop.db.backup") << "mine";
  std::ofstream(backups + "/shop.db.20200101T000000.000Z.00000000.backup") << "another's";
  const Report others = UpgradeWith(other + "/shop.db", {backups, 1, {}});
  ASSERT_TRUE(others.ok()) << others.status.message();

  std::vector<std::string> made;
  for (int round = 0; round < 3; ++round) {
    made.push_back(UpgradeWith(path, {backups, 3, {}}).backup);
    made.push_back(DowngradeWith(path, {backups, 3, {}}).backup);
  }
  EXPECT_TRUE(std::is_sorted(made.begin(), made.end()));
  EXPECT_EQ(std::unique(made.begin(), made.end()), made.end());
  for (std::size_t i = 0; i < made.size(); ++i) EXPECT_EQ(fs::exists(made[i]), i >= 3) << i;
  EXPECT_TRUE(fs::exists(others.backup));
  EXPECT_EQ(Names(backups).size(), 6u);

  const std::string last = UpgradeWith(path, {backups, 1, {}}).backup;
  EXPECT_EQ(Names(backups).size(), 4u);
  EXPECT_TRUE(fs::exists(last));
  EXPECT_NE(DowngradeWith(path, {backups, 0, {}}).backup, "");
  EXPECT_EQ(Names(backups).size(), 5u);
}

// The number at the end is that of the path.
std::string WithStamp(const std::string& backup, const std::string& stamp) {
  return std::regex_replace(backup, std::regex(R"(\d{8}T\d{6}\.\d{3}Z)"), stamp);
}

TEST_F(BackupTest, IsTheNewestAlsoWhereTheClockWasSetBack) {
  const std::string path = folder_.File("shop.db");
  MakeOld(path);
  const std::string first = UpgradeWith(path, {}).backup;
  const std::string future = WithStamp(first, "20991231T235959.999Z");
  fs::rename(first, future);
  const std::string next = DowngradeWith(path, {"", 2, {}}).backup;
  EXPECT_EQ(next, WithStamp(first, "21000101T000000.000Z"));
  EXPECT_TRUE(fs::exists(future));
  EXPECT_EQ(UpgradeWith(path, {"", 2, {}}).backup, WithStamp(first, "21000101T000000.001Z"));
  EXPECT_FALSE(fs::exists(future));
  // No date at all: the clock is believed, and the new one is not deleted for it.
  const std::string nonsense = WithStamp(first, "99999999T999999.999Z");
  fs::rename(next, nonsense);
  const std::string after = DowngradeWith(path, {"", 1, {}}).backup;
  EXPECT_TRUE(fs::exists(after));
  EXPECT_NE(after, "");
}

TEST_F(BackupTest, RemovesWhatAKilledProcessLeft) {
  const std::string path = folder_.File("shop.db");
  MakeOld(path);
  const std::string first = UpgradeWith(path, {}).backup;
  const std::string left = WithStamp(first, "20200101T000000.000Z") + ".part";
  std::ofstream(left) << "half of it";
  const std::string not_ours = folder_.File("shop.db.20200101T000000.000Z.00000000.backup.part");
  std::ofstream(not_ours) << "another's";
  EXPECT_TRUE(DowngradeWith(path, {}).ok());
  EXPECT_FALSE(fs::exists(left));
  EXPECT_TRUE(fs::exists(not_ours));
}

TEST_F(BackupTest, MayBeReadByThoseWhoMayReadTheDatabase) {
  const std::string path = folder_.File("shop.db");
  MakeOld(path);
  for (const mode_t mode : {0600, 0640, 0664}) {
    ASSERT_EQ(chmod(path.c_str(), mode), 0);
    const Report report = mode == 0640 ? DowngradeWith(path, {}) : UpgradeWith(path, {});
    struct stat status = {};
    ASSERT_EQ(stat(report.backup.c_str(), &status), 0) << report.status.message();
    EXPECT_EQ(status.st_mode & 0777, mode);
    if (mode == 0600) continue;
    (void)DowngradeWith(path, {});
  }
}

TEST_F(BackupTest, OfADatabaseInWalModeWithAReader) {
  const std::string path = folder_.File("shop.db");
  MakeOld(path);
  Database reader(path);
  EXPECT_EQ(reader.Ask("pragma journal_mode = wal"), "wal");
  // Only in the log so far.
  reader.Run("pragma wal_autocheckpoint = 0; update a set x = x + 10; update a set x = x - 10");
  reader.Run("begin; select * from a");
  const Report report = UpgradeWith(path, {});
  ASSERT_TRUE(report.ok()) << report.status.message();
  ExpectOld(report.backup);
  EXPECT_EQ(Database(report.backup).Ask("pragma journal_mode"), "wal");
  EXPECT_EQ(reader.Ask("select * from a order by x"), "1 2");
  reader.Run("commit");
  EXPECT_EQ(reader.Ask("select * from a order by x"), "2 3");
}

TEST_F(BackupTest, WhateverTheNamesAre) {
  const std::string folder = folder_.path() + "/50% #1? \xC3\xBC";
  fs::create_directory(folder);
  const std::string path = folder + "/a b?c=%41#.db";
  MakeOld(path);
  const Report report = UpgradeWith(path, {});
  ASSERT_TRUE(report.ok()) << report.status.message();
  ExpectOld(report.backup);
  EXPECT_EQ(Names(folder).size(), 2u);

  // By a relative name, and with a separator at its end.
  const fs::path here = fs::current_path();
  fs::current_path(folder_.path());
  fs::create_directory("to");
  const Report relative = DowngradeWith(path, {"to/", 3, {}});
  EXPECT_TRUE(relative.ok()) << relative.status.message();
  EXPECT_EQ(relative.backup.substr(0, 4), "to/a");
  EXPECT_TRUE(fs::exists(relative.backup));
  fs::current_path(here);
}

TEST_F(BackupTest, ShowsItsPages) {
  const std::string path = folder_.File("shop.db");
  MakeOld(path);
  Database(path).Run("create table big (x); insert into big values (zeroblob(20000000))");
  Options options;
  options.backup = sqlite::KeepBackups();
  options.progress_interval_ms = 0;
  std::vector<std::int64_t> pages;
  std::int64_t total = 0;
  options.progress = [&](const Progress& now) {
    if (now.stage == ProgressStage::kBackup) {
      pages.push_back(now.done);
      total = now.total;
      EXPECT_DOUBLE_EQ(now.fraction(),
                       total == 0 ? 0 : static_cast<double>(now.done) / static_cast<double>(total));
    } else {
      EXPECT_FALSE(now.revision.empty());
    }
    return ProgressResult::kContinue;
  };
  const Report report = sqlite::Upgrade(path, history_.table(), options);
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(std::to_string(total), Database(report.backup).Ask("pragma page_count"));
  EXPECT_GT(pages.size(), 4u);
  EXPECT_TRUE(std::is_sorted(pages.begin(), pages.end()));
  EXPECT_EQ(pages.front(), 0);
  EXPECT_EQ(pages.back(), total);
}

TEST_F(BackupTest, CancelledItLeavesNothing) {
  const std::string path = folder_.File("shop.db");
  MakeOld(path);
  Database(path).Run("create table big (x); insert into big values (zeroblob(20000000))");
  Options options;
  options.backup = sqlite::KeepBackups();
  options.progress_interval_ms = 0;
  int calls = 0;
  for (int point = 0;; ++point) {
    calls = 0;
    bool in_backup = false;
    options.progress = [&](const Progress& now) {
      in_backup = now.stage == ProgressStage::kBackup;
      return calls++ == point ? ProgressResult::kCancel : ProgressResult::kContinue;
    };
    const Report report = sqlite::Upgrade(path, history_.table(), options);
    ASSERT_EQ(report.status.code(), StatusCode::kCancelled);
    if (!in_backup) break;
    EXPECT_EQ(report.backup, "");
    EXPECT_EQ(Names(folder_.path()), std::vector<std::string>{"shop.db"});
    EXPECT_EQ(Database(path).Ask("select revision from instar_version"), "a");
  }
  // Cancelled after it, it stays.
  EXPECT_GT(calls, 4);
  EXPECT_EQ(Names(folder_.path()).size(), 2u);
}

TEST_F(BackupTest, RestoredByHandAsTheHeaderSays) {
  const std::string path = folder_.File("shop.db");
  MakeOld(path);
  EXPECT_EQ(Database(path).Ask("pragma journal_mode = wal"), "wal");
  const std::string backup = UpgradeWith(path, {}).backup;
  // A program that is gone without a word leaves its log.
  Database crashed(path);
  crashed.Run("insert into a values (99)");
  for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
    if (fs::exists(path + ending)) fs::rename(path + ending, folder_.File("ruined") + ending);
  }
  fs::copy_file(backup, path);
  ExpectOld(path);
  EXPECT_TRUE(UpgradeWith(path, {}).ok());
  EXPECT_EQ(Database(path).Ask("select * from a order by x"), "2 3");
}

}  // namespace
}  // namespace instar
