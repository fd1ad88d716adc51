#include <gtest/gtest.h>

#include <chrono>

#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

const std::vector<std::string>& Shop() {
  static const std::vector<std::string> migrations = {
      "revision add_users \"people\"; revises base; created '2025-01-02';\n"
      "upgrade { create table users (id integer primary key, name text not null); }\n"
      "downgrade { drop table users; }",
      "revision add_orders; revises add_users;\n"
      "upgrade { create table orders (id integer primary key, user_id integer references users (id)); }\n"
      "downgrade { drop table orders; }",
      "revision add_email; revises add_orders;\n"
      "upgrade { alter table users add column email text; }\n"
      "downgrade { alter table users drop column email; }"};
  return migrations;
}

std::string Applied(const Report& report) {
  std::string text;
  for (const AppliedRevision& one : report.applied) {
    if (!text.empty()) text += ' ';
    text += (one.direction == Direction::kUpgrade ? "+" : "-") + one.revision;
  }
  return text;
}

TEST(SqliteUpgrade, BringsAnEmptyDatabaseToHead) {
  const History shop(Shop());
  Database db;
  const Report report = sqlite::Upgrade(db.get(), shop.table());
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(Applied(report), "+add_users +add_orders +add_email");
  EXPECT_TRUE(report.from.empty());
  EXPECT_EQ(report.to, std::vector<std::string>{"add_email"});
  EXPECT_EQ(db.Ask("select name from pragma_table_info('users')"), "id name email");
  EXPECT_EQ(db.Ask("select format, stream, revision, length(chain_hash) from instar_version"),
            "1|main|add_email|64");
  EXPECT_EQ(db.Ask("select revision, parents, action, length(meaning_hash), length(downgrade) > 32, "
                   "compatible, program "
                   "from instar_history order by id"),
            "add_users||upgrade|64|1|NULL| add_orders|add_users|upgrade|64|1|NULL| "
            "add_email|add_orders|upgrade|64|1|NULL|");
  EXPECT_EQ(
      db.Ask("select count(*) from instar_history where started_at glob "
             "'20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z' "
             "and abs(julianday('now') - julianday(started_at)) < 0.01 and duration between 0 and 60000000"),
      "3");
}

TEST(SqliteUpgrade, AtHeadDoesNothing) {
  const History shop(Shop());
  Database db;
  ASSERT_TRUE(sqlite::Upgrade(db.get(), shop.table()).ok());
  const int changes = sqlite3_total_changes(db.get());
  const Report report = sqlite::Upgrade(db.get(), shop.table());
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_TRUE(report.applied.empty());
  EXPECT_EQ(report.from, std::vector<std::string>{"add_email"});
  EXPECT_EQ(report.to, std::vector<std::string>{"add_email"});
  EXPECT_EQ(sqlite3_total_changes(db.get()), changes);
}

TEST(SqliteUpgrade, GoesToTheTargetAndOnFromThere) {
  const History shop(Shop());
  Database db;
  Options options;
  options.target = "add_orders";
  options.program = "shop 2.3";
  EXPECT_EQ(Applied(sqlite::Upgrade(db.get(), shop.table(), options)), "+add_users +add_orders");
  EXPECT_EQ(db.Ask("select revision, program from instar_history order by id"),
            "add_users|shop 2.3 add_orders|shop 2.3");
  options.target = "+1";
  EXPECT_EQ(Applied(sqlite::Upgrade(db.get(), shop.table(), options)), "+add_email");
  const Report over = sqlite::Upgrade(db.get(), shop.table(), options);
  EXPECT_EQ(over.status.code(), StatusCode::kInvalidTarget);
  options.target = "add_o";
  EXPECT_TRUE(sqlite::Upgrade(db.get(), shop.table(), options).ok());
  options.target = "nowhere";
  EXPECT_EQ(sqlite::Upgrade(db.get(), shop.table(), options).status.code(), StatusCode::kUnknownRevision);
}

std::int64_t UnixMilliseconds() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// Milliseconds since 1970 of what the history says, by SQLite's own reading of it.
constexpr char kStarted[] =
    "select cast(round((julianday(started_at) - 2440587.5) * 86400000) as integer) from instar_history where "
    "revision = ";

TEST(SqliteUpgrade, TheHistorySaysWhenHowLongAndByWhom) {
  History history({"revision a; revises base; upgrade { create table a (x); } downgrade { drop table a; }",
                   "revision b; revises a; upgrade { call test::Step; } downgrade { }"});
  history.SetStep([](Step&) {
    sqlite3_sleep(40);
    return OkStatus();
  });
  Database db;
  Options options;
  options.program = "caf\xC3\xA9 '2.3'";
  const std::int64_t before = UnixMilliseconds();
  const Report report = sqlite::Upgrade(db.get(), history.table(), options);
  const std::int64_t after = UnixMilliseconds();
  ASSERT_TRUE(report.ok());
  const std::int64_t a = std::stoll(db.Ask(std::string(kStarted) + "'a'"));
  const std::int64_t b = std::stoll(db.Ask(std::string(kStarted) + "'b'"));
  EXPECT_GE(a, before);
  EXPECT_GE(b, a);
  // It started before it waited.
  EXPECT_LE(b, after - 40);
  // Microseconds, the same as in the report.
  EXPECT_GE(report.applied[1].duration_us, 40'000);
  EXPECT_LE(report.applied[1].duration_us, 1000 * (after - before + 1));
  EXPECT_EQ(
      db.Ask("select group_concat(duration) from instar_history"),
      std::to_string(report.applied[0].duration_us) + "," + std::to_string(report.applied[1].duration_us));
  EXPECT_EQ(db.Ask("select distinct program from instar_history"), options.program);
}

TEST(SqliteUpgrade, MergesAndBranchesKeepTheMaximalRows) {
  const History history({"revision a; revises base; upgrade { }", "revision b; revises a; upgrade { }",
                         "revision c; revises a; upgrade { }", "revision m; revises b, c; upgrade { }"});
  Database db;
  Options options;
  options.target = "b";
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table(), options).ok());
  options.target = "c";
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table(), options).ok());
  EXPECT_EQ(db.Ask("select revision from instar_version order by 1"), "b c");
  options.target = "m";
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table(), options).ok());
  EXPECT_EQ(db.Ask("select revision from instar_version order by 1"), "m");
  EXPECT_EQ(db.Ask("select parents from instar_history where revision = 'm'"), "b,c");
}

TEST(SqliteUpgrade, ADependencyStandsInTheHistory) {
  const History history({"revision a; revises base; upgrade { }", "revision b; revises base; upgrade { }",
                         "revision c; revises a; depends on b; upgrade { }"});
  Database db;
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table()).ok());
  EXPECT_EQ(db.Ask("select parents from instar_history where revision = 'c'"), "a;b");
  EXPECT_EQ(db.Ask("select revision from instar_version"), "c");
}

TEST(SqliteUpgrade, AHistoryWithoutRevisionsIsAtHead) {
  const History empty(std::vector<std::string>{});
  Database db;
  const Report report = sqlite::Upgrade(db.get(), empty.table());
  EXPECT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(db.Ask("select count(*) from sqlite_schema"), "0");
}

TEST(SqliteUpgrade, OpensAPath) {
  const TemporaryFolder folder;
  const History shop(Shop());
  const std::string path = folder.File("größe mit leerzeichen.db");
  EXPECT_EQ(sqlite::Upgrade(path, shop.table()).applied.size(), 3u);
  EXPECT_TRUE(sqlite::Upgrade(path, shop.table()).applied.empty());
  Database db(path);
  EXPECT_EQ(db.Ask("select revision from instar_version"), "add_email");
}

TEST(SqliteUpgrade, ManyRevisions) {
  const History line(LineOfTables(300));
  Database db;
  const Report report = sqlite::Upgrade(db.get(), line.table());
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(report.applied.size(), 300u);
  EXPECT_EQ(db.Ask("select count(*) from instar_history"), "300");
}

// user_version: Instar's where it was 0 at first, or holds its digest.
TEST(UserVersion, HoldsTheDigestOfTheRows) {
  const History shop(Shop());
  Database db;
  ASSERT_TRUE(sqlite::Upgrade(db.get(), shop.table()).ok());
  // The first four bytes of the only row's chain hash.
  EXPECT_EQ(db.Ask("select printf('%08x', (select user_version from pragma_user_version) & 0xffffffff) = "
                   "substr(chain_hash, 1, 8) from instar_version"),
            "1");
  Options options;
  options.target = "base";
  ASSERT_TRUE(sqlite::Downgrade(db.get(), shop.table(), options).ok());
  EXPECT_EQ(db.Ask("pragma user_version"), "0");
}

TEST(UserVersion, OfTheProgramIsLeftAlone) {
  const History shop(Shop());
  Database db;
  db.Run("pragma user_version = 7");
  ASSERT_TRUE(sqlite::Upgrade(db.get(), shop.table()).ok());
  EXPECT_EQ(db.Ask("pragma user_version"), "7");
  EXPECT_TRUE(sqlite::Upgrade(db.get(), shop.table()).applied.empty());
}

TEST(UserVersion, IsNotTouchedOnRequest) {
  const History shop(Shop());
  Database db;
  Options options;
  options.use_user_version = false;
  ASSERT_TRUE(sqlite::Upgrade(db.get(), shop.table(), options).ok());
  EXPECT_EQ(db.Ask("pragma user_version"), "0");
  EXPECT_TRUE(sqlite::Upgrade(db.get(), shop.table(), options).applied.empty());
}

TEST(UserVersion, IsGivenBackWhereItIsNotWanted) {
  const History shop(Shop());
  Database db;
  Options options;
  options.target = "add_orders";
  ASSERT_TRUE(sqlite::Upgrade(db.get(), shop.table(), options).ok());
  EXPECT_NE(db.Ask("pragma user_version"), "0");
  options.use_user_version = false;
  options.target = "heads";
  ASSERT_TRUE(sqlite::Upgrade(db.get(), shop.table(), options).ok());
  EXPECT_EQ(db.Ask("pragma user_version"), "0") << "the digest of add_orders would be a lie";
}

// A cheating digest proves that the fast path reads nothing else; a wrong one that it falls back.
TEST(UserVersion, IsAllThatTheFastPathReads) {
  const History shop(Shop());
  Database db;
  ASSERT_TRUE(sqlite::Upgrade(db.get(), shop.table()).ok());
  db.Run("drop table instar_version");
  EXPECT_TRUE(sqlite::Upgrade(db.get(), shop.table()).ok());
  db.Run("pragma user_version = 1");
  EXPECT_EQ(sqlite::Upgrade(db.get(), shop.table()).status.code(), StatusCode::kUnknownFormat);
}

}  // namespace
}  // namespace instar
