// Databases in a state that Instar did not leave them in.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

class State : public testing::Test {
 protected:
  State() : line_(LineOfTables(3)) {}

  Report Upgrade() {
    Options options;
    options.lock_timeout_ms = 100;
    return sqlite::Upgrade(db_.get(), line_.table(), options);
  }
  // At r00001 of three, so that there is work to do.
  void MakeOneBehind() {
    Options options;
    options.target = "r00001";
    ASSERT_TRUE(sqlite::Upgrade(db_.get(), line_.table(), options).ok());
  }
  // The upgrade must refuse with the code and leave every byte of the tables alone.
  void ExpectRefusal(StatusCode code, const std::string& text) {
    const std::string schema = db_.Ask("select * from sqlite_schema");
    const std::string history = db_.Ask("select * from instar_history");
    const std::string version = db_.Ask("select * from instar_version");
    const Report report = Upgrade();
    EXPECT_EQ(StatusCodeName(report.status.code()), std::string(StatusCodeName(code)));
    EXPECT_NE(report.status.message().find(text), std::string::npos) << report.status.message();
    EXPECT_TRUE(report.applied.empty());
    EXPECT_EQ(db_.Ask("select * from sqlite_schema"), schema);
    EXPECT_EQ(db_.Ask("select * from instar_history"), history);
    EXPECT_EQ(db_.Ask("select * from instar_version"), version);
    EXPECT_NE(sqlite3_get_autocommit(db_.get()), 0);
  }

  History line_;
  Database db_;
};

TEST_F(State, InsideATransactionIsRefused) {
  db_.Run("begin");
  const Report report = Upgrade();
  EXPECT_EQ(report.status.code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(sqlite3_get_autocommit(db_.get()), 0) << "the caller's transaction stays the caller's";
}

TEST_F(State, ANewerProgramsRevisionIsNamed) {
  MakeOneBehind();
  db_.Run("update instar_version set revision = 'from_the_future'");
  ExpectRefusal(StatusCode::kUnknownDatabaseRevision, "'from_the_future'");
  ExpectRefusal(StatusCode::kUnknownDatabaseRevision, "this program's head: 'r00002'");
}

TEST_F(State, AnEditedRevisionIsNamed) {
  MakeOneBehind();
  db_.Run("update instar_version set chain_hash = substr(chain_hash, 2) || substr(chain_hash, 1, 1)");
  ExpectRefusal(StatusCode::kEditedHistory, "'r00001'");
}

TEST_F(State, AnUnknownFormatIsRefused) {
  MakeOneBehind();
  db_.Run("update instar_version set format = 2");
  ExpectRefusal(StatusCode::kUnknownFormat, "format '2'");
  db_.Run("update instar_version set format = 'one'");
  ExpectRefusal(StatusCode::kUnknownFormat, "format 'one'");
}

TEST_F(State, TamperedRowsAreRefused) {
  MakeOneBehind();
  db_.Run("insert into instar_version select format, stream, 'r00000', chain_hash from instar_version");
  ExpectRefusal(StatusCode::kEditedHistory, "'r00000'");
  db_.Run("delete from instar_version where revision = 'r00000'");
  db_.Run("update instar_version set chain_hash = x'00ff'");
  ExpectRefusal(StatusCode::kUnknownFormat, "not text");
  db_.Run("drop table instar_version; create table instar_version (something)");
  ExpectRefusal(StatusCode::kUnknownFormat, "not as this Instar makes it");
}

TEST_F(State, AnAncestorBesideItsDescendantIsRefused) {
  Options options;
  options.target = "r00000";
  ASSERT_TRUE(sqlite::Upgrade(db_.get(), line_.table(), options).ok());
  const std::string row = db_.Ask(
      "select '(' || format || ',''' || stream || ''',''' || revision || ''',''' || "
      "chain_hash || ''')' from instar_version");
  MakeOneBehind();
  db_.Run("insert into instar_version values " + row);
  ExpectRefusal(StatusCode::kUnknownFormat, "ancestor");
}

TEST_F(State, AnotherStreamsRowsAreNotOurs) {
  ASSERT_TRUE(Upgrade().ok());
  db_.Run("update instar_version set stream = 'other'; update instar_history set stream = 'other'");
  db_.Run("pragma user_version = 0");
  EXPECT_EQ(Upgrade().status.code(), StatusCode::kNotVersioned)
      << "our own stream is at base, and its tables are there";
}

TEST(Files, NotADatabase) {
  const TemporaryFolder folder;
  const std::string path = folder.File("letter.txt");
  std::ofstream(path) << std::string(5000, 'x');
  const History line(LineOfTables(1));
  const Report report = sqlite::Upgrade(path, line.table());
  EXPECT_EQ(report.status.code(), StatusCode::kNotADatabase) << report.status.message();
  std::ifstream file(path);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), std::string(5000, 'x'));
}

TEST(Files, AMissingFolderCannotBeOpened) {
  const TemporaryFolder folder;
  const History line(LineOfTables(1));
  const Report report = sqlite::Upgrade(folder.File("none/db"), line.table());
  EXPECT_EQ(report.status.code(), StatusCode::kCannotOpen);
  EXPECT_NE(report.status.message().find("none/db"), std::string::npos);
}

TEST(Files, AReadOnlyConnectionIsToldSo) {
  const TemporaryFolder folder;
  const std::string path = folder.File("db");
  Database(path).Run("create table mine (x)");
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
  const History line(LineOfTables(1));
  const Report report = sqlite::Upgrade(db, line.table());
  EXPECT_EQ(report.status.code(), StatusCode::kReadOnly) << report.status.message();
  sqlite3_close(db);
}

TEST(Files, AReadOnlyConnectionAtHeadIsFine) {
  const TemporaryFolder folder;
  const std::string path = folder.File("db");
  const History line(LineOfTables(2));
  ASSERT_TRUE(sqlite::Upgrade(path, line.table()).ok());
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
  for (const bool use_user_version : {true, false}) {
    Options options;
    options.use_user_version = use_user_version;
    const Report report = sqlite::Upgrade(db, line.table(), options);
    EXPECT_TRUE(report.ok()) << report.status.message();
  }
  sqlite3_close(db);
}

TEST(Files, ALockedDatabaseIsBusyAfterTheDeadline) {
  const TemporaryFolder folder;
  const std::string path = folder.File("db");
  Database holder(path);
  holder.Run("begin immediate; create table mine (x)");
  const History line(LineOfTables(1));
  Options options;
  options.lock_timeout_ms = 50;
  const Report report = sqlite::Upgrade(path, line.table(), options);
  EXPECT_EQ(report.status.code(), StatusCode::kBusy) << report.status.message();
  holder.Run("rollback");
  EXPECT_TRUE(sqlite::Upgrade(path, line.table(), options).ok());
}

TEST(Files, AReleasedLockIsNoticed) {
  const TemporaryFolder folder;
  const std::string path = folder.File("db");
  Database holder(path);
  holder.Run("begin exclusive; create table mine (x)");
  const History line(LineOfTables(1));
  std::thread release([&] {
    sqlite3_sleep(200);
    holder.Run("commit");
  });
  const Report report = sqlite::Upgrade(path, line.table());
  release.join();
  EXPECT_TRUE(report.ok()) << report.status.message();
}

TEST(Arguments, ANullConnectionIsRefused) {
  const History line(LineOfTables(1));
  EXPECT_EQ(sqlite::Upgrade(static_cast<sqlite3*>(nullptr), line.table()).status.code(),
            StatusCode::kInvalidArgument);
}

TEST(Arguments, AStatementInProgressIsNamed) {
  const History line(LineOfTables(1));
  Database db;
  sqlite3_stmt* statement = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(db.get(), "values (1), (2)", -1, &statement, nullptr), SQLITE_OK);
  ASSERT_EQ(sqlite3_step(statement), SQLITE_ROW);
  const Report report = sqlite::Upgrade(db.get(), line.table());
  EXPECT_EQ(report.status.code(), StatusCode::kInvalidArgument);
  EXPECT_NE(report.status.message().find("values (1), (2)"), std::string::npos);
  sqlite3_finalize(statement);
  EXPECT_TRUE(sqlite::Upgrade(db.get(), line.table()).ok());
}

// All of these would succeed and keep nothing, or something else than what was named.
TEST(Arguments, PathsThatAreNoFilesAreRefused) {
  const History line(LineOfTables(1));
  for (const std::string& path : {std::string(), std::string("x.db\0y", 6)}) {
    EXPECT_EQ(sqlite::Upgrade(path, line.table()).status.code(), StatusCode::kInvalidArgument) << path;
  }
}

TEST(Arguments, APathIsNoUri) {
  const TemporaryFolder folder;
  const std::string here = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  const History line(LineOfTables(1));
  EXPECT_TRUE(sqlite::Upgrade("file:gone.db?mode=memory", line.table()).ok());
  EXPECT_TRUE(std::filesystem::exists("file:gone.db?mode=memory"));
  std::filesystem::current_path(here);
}

TEST(Library, TooOldIsRefused) {
  const History line(LineOfTables(1));
  DialectSteps steps = line.table().dialects[0];
  steps.minimum_version = 99'001'002;
  Table table = line.table();
  table.dialects = &steps;
  Database db;
  const Report report = sqlite::Upgrade(db.get(), table);
  EXPECT_EQ(report.status.code(), StatusCode::kLibraryTooOld);
  EXPECT_NE(report.status.message().find("99.1.2"), std::string::npos);
}

TEST(Library, AnotherDialectsTableIsRefused) {
  const History line(LineOfTables(1));
  Table table = line.table();
  table.dialect_count = 0;
  Database db;
  EXPECT_EQ(sqlite::Upgrade(db.get(), table).status.code(), StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace instar
