// Backups while others write, and while many start at once.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "instar/sqlite.h"
#include "instar/sqlite_backup.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

namespace fs = std::filesystem;

constexpr int kRounds = 5;

// The first revision notes how many rows it found: a row that somebody wrote after the copy would be one
// more.
const Table& NotingTable() {
  static const History* history = [] {
    auto* made =
        new History({"revision a; revises base; upgrade { create table found (n integer); call test::Step; } "
                     "downgrade { drop "
                     "table found; }"});
    made->SetStep([](Step& step) {
      sqlite3_exec(sqlite::Handle(step), "insert into found select count(*) from rows_written", nullptr,
                   nullptr, nullptr);
      return OkStatus();
    });
    return made;
  }();
  return history->table();
}

// Writes one row after the other until it is killed.
[[noreturn]] void WriteForEver(const std::string& path) {
  sqlite3* db = nullptr;
  sqlite3_open(path.c_str(), &db);
  sqlite3_busy_timeout(db, 1);
  sqlite3_exec(db, "pragma synchronous = off", nullptr, nullptr, nullptr);
  while (true) sqlite3_exec(db, "insert into rows_written values (zeroblob(500))", nullptr, nullptr, nullptr);
}

void RaceWithAWriter(const std::string& journal_mode) {
  for (int round = 0; round < kRounds; ++round) {
    const TemporaryFolder folder;
    const std::string path = folder.File("a.db");
    {
      Database db(path);
      EXPECT_EQ(db.Ask("pragma journal_mode = " + journal_mode), journal_mode);
      db.Run("create table rows_written (x); insert into rows_written values (zeroblob(3000000))");
    }
    const pid_t writer = fork();
    ASSERT_GE(writer, 0);
    if (writer == 0) WriteForEver(path);
    {
      Database db(path);
      while (db.Ask("select count(*) > 10 from rows_written") != "1") usleep(1000);
    }
    Options options;
    options.backup = sqlite::KeepBackups();
    const Report report = sqlite::Upgrade(path, NotingTable(), options);
    // The writer was at it all the time, and still is.
    Database db(path);
    const std::string rows = db.Ask("select count(*) from rows_written");
    while (db.Ask("select count(*) from rows_written") == rows) usleep(1000);
    kill(writer, SIGKILL);
    waitpid(writer, nullptr, 0);
    ASSERT_TRUE(report.ok()) << report.status.message();
    const std::string found = db.Ask("select n from found");
    EXPECT_EQ(Database(report.backup).Ask("select count(*) from rows_written"), found);
    EXPECT_EQ(Database(report.backup).Ask("pragma integrity_check"), "ok");
  }
}

TEST(BackupRace, NobodyWritesBetweenTheCopyAndTheFirstRevision) { RaceWithAWriter("delete"); }

TEST(BackupRace, NorInWalMode) { RaceWithAWriter("wal"); }

int BackupsIn(const std::string& folder) {
  int backups = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    EXPECT_NE(entry.path().extension(), ".part");
    backups += entry.path().extension() == ".backup" ? 1 : 0;
  }
  return backups;
}

TEST(BackupRace, OfManyProcessesOneMakesIt) {
  for (int round = 0; round < kRounds; ++round) {
    const TemporaryFolder folder;
    const std::string path = folder.File("a.db");
    Database(path).Run("create table rows_written (x); insert into rows_written values (1)");
    std::vector<pid_t> children;
    for (int i = 0; i < 8; ++i) {
      const pid_t child = fork();
      ASSERT_GE(child, 0);
      if (child == 0) {
        Options options;
        options.backup = sqlite::KeepBackups({"", 0, {}});
        const Report report = sqlite::Upgrade(path, NotingTable(), options);
        if (!report.ok()) dprintf(STDERR_FILENO, "%s\n", report.status.message().c_str());
        _exit(report.ok() && report.backup.empty() == report.applied.empty() ? 0 : 1);
      }
      children.push_back(child);
    }
    for (const pid_t child : children) {
      int status = 0;
      ASSERT_EQ(waitpid(child, &status, 0), child);
      EXPECT_EQ(status, 0);
    }
    EXPECT_EQ(BackupsIn(folder.path()), 1);
  }
}

// Killed in the middle of the copy, it leaves a part and a database that nobody touched; the next one cleans
// up.
TEST(BackupRace, KilledInTheMiddle) {
  const TemporaryFolder folder;
  const std::string path = folder.File("a.db");
  Database(path).Run("create table rows_written (x); insert into rows_written values (zeroblob(20000000))");
  Options options;
  options.backup = sqlite::KeepBackups();
  options.progress_interval_ms = 0;
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    options.progress = [](const Progress& now) {
      if (now.stage == ProgressStage::kBackup && now.done > 0) raise(SIGKILL);
      return ProgressResult::kContinue;
    };
    (void)sqlite::Upgrade(path, NotingTable(), options);
    _exit(1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status));
  int parts = 0;
  for (const auto& entry : fs::directory_iterator(folder.path()))
    parts += entry.path().extension() == ".part";
  EXPECT_EQ(parts, 1);
  EXPECT_EQ(Database(path).Ask("select name from sqlite_schema"), "rows_written");

  const Report report = sqlite::Upgrade(path, NotingTable(), options);
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(BackupsIn(folder.path()), 1);
  EXPECT_EQ(Database(report.backup).Ask("select length(x) from rows_written"), "20000000");
}

// Databases of one name, in one folder for their backups, at one time.
TEST(BackupRace, NamesNeverMeet) {
  constexpr int kDatabases = 8;
  const TemporaryFolder folder;
  fs::create_directory(folder.File("backups"));
  std::vector<pid_t> children;
  for (int i = 0; i < kDatabases; ++i) {
    const std::string own = folder.File(std::to_string(i));
    fs::create_directory(own);
    const std::string path = own + "/a.db";
    Database(path).Run("create table rows_written (x); insert into rows_written values (" +
                       std::to_string(i) + ")");
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child != 0) {
      children.push_back(child);
      continue;
    }
    Options options;
    options.backup = sqlite::KeepBackups({folder.File("backups"), 0, {}});
    for (int round = 0; round < kRounds; ++round) {
      if (!sqlite::Upgrade(path, NotingTable(), options).ok()) _exit(1);
      options.target = "base";
      if (!sqlite::Downgrade(path, NotingTable(), options).ok()) _exit(2);
      options.target = "";
    }
    _exit(0);
  }
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(BackupsIn(folder.File("backups")), kDatabases * kRounds * 2);
}

}  // namespace
}  // namespace instar
