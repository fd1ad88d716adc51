// What is taken from the caller's connection, and what is given back: the table in docs/embedding.md.
#include <gtest/gtest.h>

#include <string>

#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

const std::vector<std::string>& WithCall() {
  static const std::vector<std::string> migrations = {
      "revision a; revises base; upgrade { create table a (x); } downgrade { drop table a; }",
      "revision b; revises a; upgrade { call test::Step; } downgrade { call test::Step; }"};
  return migrations;
}

Options To(const std::string& target) {
  Options options;
  options.target = target;
  options.lock_timeout_ms = 30;
  return options;
}

int Count(void* calls) {
  ++*static_cast<int*>(calls);
  return 0;
}

int CountAuthorized(void* calls, int, const char*, const char*, const char*, const char*) {
  return Count(calls);
}

TEST(Connection, TheCallersBusyHandlerIsAskedAndStays) {
  const History history(WithCall());
  const TemporaryFolder folder;
  Database owner(folder.File("a.db"));
  owner.Run("begin exclusive");
  Database db(folder.File("a.db"));
  int calls = 0;
  sqlite3_busy_handler(db.get(), [](void* of, int) { return Count(of); }, &calls);
  EXPECT_EQ(sqlite::Upgrade(db.get(), history.table(), To("a")).status.code(), StatusCode::kBusy);
  EXPECT_GT(calls, 0);
  calls = 0;
  EXPECT_EQ(sqlite3_exec(db.get(), "begin immediate", nullptr, nullptr, nullptr), SQLITE_BUSY);
  EXPECT_EQ(calls, 1);
}

TEST(Connection, TheCommitHookIsTakenByCppStepsAlone) {
  History history(WithCall());
  history.SetStep([](Step&) { return OkStatus(); });
  Database db;
  int commits = 0;
  sqlite3_commit_hook(db.get(), Count, &commits);
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table(), To("a")).ok());
  EXPECT_GT(commits, 0);
  commits = 0;
  db.Run("insert into a values (1)");
  EXPECT_EQ(commits, 1);
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table()).ok());
  commits = 0;
  db.Run("insert into a values (2)");
  EXPECT_EQ(commits, 0);
}

TEST(Connection, TheAuthorizerIsTakenWhereSomethingIsPending) {
  const History history(WithCall());
  Database db;
  int calls = 0;
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table(), To("a")).ok());
  sqlite3_set_authorizer(db.get(), CountAuthorized, &calls);
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table(), To("a")).ok());
  calls = 0;
  db.Run("insert into a values (1)");
  EXPECT_GT(calls, 0);
  ASSERT_TRUE(sqlite::Downgrade(db.get(), history.table(), To("base")).ok());
  calls = 0;
  db.Run("create table b (x)");
  EXPECT_EQ(calls, 0);
}

// What failed once may be half done somewhere else: in a file, at a server.
TEST(Connection, AStepThatFailsIsNotTriedAgain) {
  static int calls;
  for (const StatusCode code : {StatusCode::kBusy, StatusCode::kStepFailed}) {
    static StatusCode wanted;
    wanted = code;
    calls = 0;
    History history(WithCall());
    history.SetStep([](Step&) {
      ++calls;
      return Status(wanted, "the key server is away");
    });
    Database db;
    EXPECT_EQ(sqlite::Upgrade(db.get(), history.table(), To("b")).status.code(), StatusCode::kStepFailed);
    EXPECT_EQ(calls, 1);
  }
}

}  // namespace
}  // namespace instar
