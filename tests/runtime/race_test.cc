// Many processes start at once on one file.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

constexpr int kProcesses = 16;
constexpr int kRevisions = 14;

int Rounds() {
  const char* rounds = std::getenv("INSTAR_RACE_ROUNDS");
  return rounds == nullptr ? 50 : std::atoi(rounds);
}

// A child must not run the parent's GoogleTest or its exit handlers.
[[noreturn]] void MigrateAsChild(int start, const std::string& path, const Table& table) {
  char go = 0;
  // Returns when the parent closes the other end: all children start at that moment.
  if (read(start, &go, 1) != 0) _exit(2);
  const Report report = sqlite::Upgrade(path, table);
  if (!report.ok()) dprintf(STDERR_FILENO, "%s\n", report.status.message().c_str());
  _exit(report.ok() ? 0 : 1);
}

void RunRound(const std::string& path, const Table& table) {
  int start[2];
  ASSERT_EQ(pipe(start), 0);
  std::vector<pid_t> children;
  for (int i = 0; i < kProcesses; ++i) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      close(start[1]);
      MigrateAsChild(start[0], path, table);
    }
    children.push_back(child);
  }
  close(start[0]);
  close(start[1]);
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
  }
}

void Race(const std::string& journal_mode) {
  const History line(LineOfTables(kRevisions));
  const int rounds = Rounds();
  ASSERT_GT(rounds, 0);
  for (int round = 0; round < rounds && !testing::Test::HasFailure(); ++round) {
    const TemporaryFolder folder;
    const std::string path = folder.File("shared.db");
    if (journal_mode != "delete") {
      Database db(path);
      EXPECT_EQ(db.Ask("pragma journal_mode = " + journal_mode), journal_mode);
    }
    RunRound(path, line.table());
    Database db(path);
    EXPECT_EQ(db.Ask("select revision from instar_version"), "r00013");
    EXPECT_EQ(db.Ask("select count(*), count(distinct revision) from instar_history"), "14|14");
    EXPECT_EQ(db.Ask("select count(*) from sqlite_schema where name like 't0%'"), "14");
    EXPECT_EQ(db.Ask("select count(*) from t00013"), "1");
    EXPECT_EQ(db.Ask("pragma integrity_check"), "ok");
  }
}

TEST(Race, SixteenProcessesOnAFreshFile) { Race("delete"); }

TEST(Race, SixteenProcessesOnAFreshFileInWalMode) { Race("wal"); }

}  // namespace
}  // namespace instar
