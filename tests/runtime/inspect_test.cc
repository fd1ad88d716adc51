#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

using Ids = std::vector<std::string>;

std::string Kind(const State& state) { return StateKindName(state.kind); }

std::string BytesOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Options Target(const std::string& target) {
  Options options;
  options.target = target;
  return options;
}

TEST(Inspect, AMissingFileIsNotMade) {
  const TemporaryFolder folder;
  const History line(LineOfTables(2));
  const State state = sqlite::Inspect(folder.File("db"), line.table());
  EXPECT_TRUE(state.ok()) << state.status.message();
  EXPECT_EQ(Kind(state), "NoFile");
  EXPECT_EQ(state.pending, (Ids{"r00000", "r00001"}));
  EXPECT_EQ(state.program_heads, Ids{"r00001"});
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Inspect, AMissingFolderCannotBeOpened) {
  const TemporaryFolder folder;
  const History line(LineOfTables(2));
  const State state = sqlite::Inspect(folder.File("none/db"), line.table());
  EXPECT_EQ(state.status.code(), StatusCode::kCannotOpen);
  EXPECT_EQ(Kind(state), "Unreadable");
}

TEST(Inspect, FollowsADatabaseUpAndDown) {
  const TemporaryFolder folder;
  const History line(LineOfTables(3));
  const std::string path = folder.File("db");
  std::ofstream(path).flush();
  EXPECT_EQ(Kind(sqlite::Inspect(path, line.table())), "New");
  ASSERT_TRUE(sqlite::Upgrade(path, line.table(), Target("r00001")).ok());

  const std::string before = BytesOf(path);
  State state = sqlite::Inspect(path, line.table());
  EXPECT_TRUE(state.ok()) << state.status.message();
  EXPECT_EQ(Kind(state), "Behind");
  EXPECT_EQ(state.current, Ids{"r00001"});
  EXPECT_EQ(state.applied, (Ids{"r00000", "r00001"}));
  EXPECT_EQ(state.pending, Ids{"r00002"});
  EXPECT_EQ(BytesOf(path), before);
  EXPECT_EQ(Kind(sqlite::Inspect(path, line.table(), Target("r00000"))), "AtHead") << "nothing is pending";

  ASSERT_TRUE(sqlite::Upgrade(path, line.table()).ok());
  EXPECT_EQ(Kind(sqlite::Inspect(path, line.table())), "AtHead");
  ASSERT_TRUE(sqlite::Downgrade(path, line.table(), Target("base")).ok());
  state = sqlite::Inspect(path, line.table());
  EXPECT_EQ(Kind(state), "Behind");
  EXPECT_TRUE(state.current.empty());
  EXPECT_EQ(state.pending.size(), 3u);
  EXPECT_EQ(state.history.size(), 6u);
}

TEST(Inspect, TellsTheHistory) {
  const History history({"revision a; revises base; upgrade { }", "revision b; revises base; upgrade { }",
                         "revision c; revises a; depends on b; upgrade { }"});
  Database db;
  Options options;
  options.program = "shop 2.3";
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table(), options).ok());
  const State state = sqlite::Inspect(db.get(), history.table());
  ASSERT_EQ(state.history.size(), 3u);
  const HistoryRow& last = state.history.back();
  EXPECT_EQ(last.id, 3);
  EXPECT_EQ(last.revision, "c");
  EXPECT_EQ(last.parents, "a;b");
  EXPECT_EQ(last.action, "upgrade");
  EXPECT_EQ(last.meaning_hash.size(), 64u);
  EXPECT_EQ(last.started_at.size(), 24u);
  EXPECT_EQ(last.program, "shop 2.3");
}

TEST(Inspect, ReadsInsideTheCallersTransaction) {
  const History line(LineOfTables(2));
  Database db;
  ASSERT_TRUE(sqlite::Upgrade(db.get(), line.table()).ok());
  db.Run("begin; create table mine (x)");
  EXPECT_EQ(Kind(sqlite::Inspect(db.get(), line.table())), "AtHead");
  EXPECT_EQ(sqlite3_get_autocommit(db.get()), 0);
  db.Run("rollback");
}

TEST(Inspect, KeepsNoLock) {
  const TemporaryFolder folder;
  const History line(LineOfTables(2));
  const std::string path = folder.File("db");
  Database db(path);
  EXPECT_EQ(Kind(sqlite::Inspect(db.get(), line.table())), "New");
  Options options;
  options.lock_timeout_ms = 0;
  EXPECT_TRUE(sqlite::Upgrade(path, line.table(), options).ok());
}

TEST(Inspect, ShowsWhereARefusedDatabaseIs) {
  const History line(LineOfTables(2));
  Database db;
  ASSERT_TRUE(sqlite::Upgrade(db.get(), line.table()).ok());
  db.Run("update instar_version set revision = 'from_the_future'");
  const State state = sqlite::Inspect(db.get(), line.table());
  EXPECT_EQ(Kind(state), "UnknownRevision");
  EXPECT_EQ(state.current, Ids{"from_the_future"});
  EXPECT_EQ(state.history.size(), 2u);
  EXPECT_TRUE(state.applied.empty());
}

TEST(Inspect, AWrongTargetIsSaid) {
  const History line(LineOfTables(2));
  Database db;
  EXPECT_EQ(sqlite::Inspect(db.get(), line.table(), Target("nowhere")).status.code(),
            StatusCode::kUnknownRevision);
}

TEST(Inspect, ANullConnectionIsRefused) {
  const History line(LineOfTables(1));
  EXPECT_EQ(sqlite::Inspect(static_cast<sqlite3*>(nullptr), line.table()).status.code(),
            StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace instar
