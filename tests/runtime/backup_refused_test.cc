// Where no backup can be had, nothing is migrated.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "absl/strings/match.h"
#include "instar/sqlite.h"
#include "instar/sqlite_backup.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

namespace fs = std::filesystem;

const Table& TestTable() {
  static const History history(
      {"revision a; revises base; upgrade { create table a (x integer); } downgrade { drop table a; }"});
  return history.table();
}

void MakeOld(const std::string& path) {
  Database(path).Run("create table old (x); insert into old values (1)");
}

Report UpgradeWith(sqlite3* db, const BackupFunction& backup) {
  Options options;
  options.backup = backup;
  return sqlite::Upgrade(db, TestTable(), options);
}

void ExpectRefused(const Report& report, const std::string& reason) {
  EXPECT_EQ(report.status.code(), StatusCode::kBackupFailed);
  EXPECT_TRUE(absl::StrContains(report.status.message(), reason)) << report.status.message();
  EXPECT_TRUE(absl::StrContains(report.status.message(), "nothing was changed"));
  EXPECT_EQ(report.backup, "");
  EXPECT_TRUE(report.applied.empty());
}

void ExpectUntouched(Database& db) {
  EXPECT_EQ(db.Ask("select name from sqlite_schema where name <> 'ix'"), "old");
  EXPECT_NE(sqlite3_get_autocommit(db.get()), 0);
}

std::size_t FilesIn(const std::string& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(BackupRefused, InMemory) {
  Database db;
  // Still empty: nothing to copy, nothing to refuse.
  EXPECT_TRUE(UpgradeWith(db.get(), sqlite::KeepBackups()).ok());
  Database used;
  used.Run("create table old (x)");
  ExpectRefused(UpgradeWith(used.get(), sqlite::KeepBackups()), "lives in memory");
  ExpectUntouched(used);
  Database temporary("");
  temporary.Run("create table old (x)");
  ExpectRefused(UpgradeWith(temporary.get(), sqlite::KeepBackups()), "lives in memory");
}

TEST(BackupRefused, WithoutAFolder) {
  const TemporaryFolder folder;
  MakeOld(folder.File("a.db"));
  Database db(folder.File("a.db"));
  ExpectRefused(UpgradeWith(db.get(), sqlite::KeepBackups({folder.File("none"), 3, {}})), "No such file");
  ExpectRefused(UpgradeWith(db.get(), sqlite::KeepBackups({folder.File("a.db"), 3, {}})), "Not a directory");
  ExpectUntouched(db);
}

// In a process that may be nobody: the superuser may write everywhere.
TEST(BackupRefused, WhereTheFolderCannotBeWritten) {
  const TemporaryFolder folder;
  const std::string path = folder.File("a.db");
  MakeOld(path);
  fs::create_directory(folder.File("to"));
  fs::permissions(folder.File("to"), fs::perms(0555));
  fs::permissions(folder.path(), fs::perms(0777));
  fs::permissions(path, fs::perms(0666));
  const pid_t child = fork();
  if (child == 0) {
    if (geteuid() == 0 && setuid(65534) != 0) _exit(2);
    Options options;
    options.backup = sqlite::KeepBackups({folder.File("to"), 3, {}});
    const Report report = sqlite::Upgrade(path, TestTable(), options);
    ExpectRefused(report, "Permission denied");
    _exit(testing::Test::HasFailure() ? 1 : 0);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  Database db(path);
  ExpectUntouched(db);
}

// The header says how large the database is; the rest of the file is a hole.
TEST(BackupRefused, WithoutRoom) {
  constexpr std::uint32_t kPages = 1u << 30;
  const TemporaryFolder folder;
  const std::string path = folder.File("a.db");
  MakeOld(path);
  std::error_code error;
  const std::uintmax_t size = std::uintmax_t{kPages} * 4096;
  if (fs::space(folder.path()).available >= size) GTEST_SKIP() << "there is room for 4 TiB";
  fs::resize_file(path, size, error);
  if (error) GTEST_SKIP() << "this file system has no files of 4 TiB";
  {
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(28);
    file.write("\x40\0\0\0", 4);
  }
  Database db(path);
  ExpectRefused(UpgradeWith(db.get(), sqlite::KeepBackups()), "it takes 4398046511104 bytes, and only ");
  ExpectUntouched(db);
  EXPECT_EQ(FilesIn(folder.path()), 1u);
}

// The disk gives up in the middle of the copy.
TEST(BackupRefused, WhenWritingFails) {
  const TemporaryFolder folder;
  const std::string path = folder.File("a.db");
  MakeOld(path);
  Database(path).Run("create table big (x); insert into big values (zeroblob(3000000)); drop table big");
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {1'000'000, 1'000'000};
    setrlimit(RLIMIT_FSIZE, &limit);
    Options options;
    options.backup = sqlite::KeepBackups();
    const Report report = sqlite::Upgrade(path, TestTable(), options);
    ExpectRefused(report, "cannot copy the database: ");
    _exit(testing::Test::HasFailure() ? 1 : 0);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  Database db(path);
  ExpectUntouched(db);
  EXPECT_EQ(FilesIn(folder.path()), 1u);
}

TEST(BackupRefused, OfADamagedDatabase) {
  const TemporaryFolder folder;
  const std::string path = folder.File("a.db");
  MakeOld(path);
  Database(path).Run("create index ix on old (x)");
  {
    // The third page is the index's: its only cell is now another.
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(3 * 4096 - 2);
    file.write("\x07\x07", 2);
  }
  Database db(path);
  ExpectRefused(UpgradeWith(db.get(), sqlite::KeepBackups()), "the copy is damaged, and most likely so is");
  ExpectUntouched(db);
  EXPECT_EQ(FilesIn(folder.path()), 1u);
}

TEST(BackupRefused, OfAConnectionThatKeepsTheFileToItself) {
  const TemporaryFolder folder;
  MakeOld(folder.File("a.db"));
  Database db(folder.File("a.db"));
  db.Ask("pragma locking_mode = exclusive");
  ExpectRefused(UpgradeWith(db.get(), sqlite::KeepBackups()), "locking_mode");
  ExpectUntouched(db);
  db.Ask("pragma locking_mode = normal");
  EXPECT_TRUE(UpgradeWith(db.get(), sqlite::KeepBackups()).ok());
}

TEST(BackupRefused, OfAFileThatIsNoLongerThere) {
  const TemporaryFolder folder;
  const std::string path = folder.File("a.db");
  MakeOld(path);
  Database db(path);
  EXPECT_EQ(db.Ask("select x from old"), "1");
  fs::rename(path, folder.File("b.db"));
  ExpectRefused(UpgradeWith(db.get(), sqlite::KeepBackups()), "lives in memory");
  // Another one of the same name is not it.
  Database(path).Run("create table other (x)");
  ExpectRefused(UpgradeWith(db.get(), sqlite::KeepBackups()), "was moved or deleted while it was open");
  ExpectUntouched(db);
}

int Compare(void*, int, const void*, int, const void*) { return 0; }

TEST(BackupPrepare, GivesTheConnectionsWhatTheIndexesNeed) {
  const TemporaryFolder folder;
  const std::string path = folder.File("a.db");
  Database db(path);
  const auto prepare = [](sqlite3* to) {
    sqlite3_create_collation(to, "mine", SQLITE_UTF8, nullptr, &Compare);
    return OkStatus();
  };
  EXPECT_TRUE(prepare(db.get()).ok());
  db.Run("create table old (x collate mine); create index ix on old (x); insert into old values (1)");
  ExpectRefused(UpgradeWith(db.get(), sqlite::KeepBackups()), "no such collation sequence: mine");
  ExpectUntouched(db);
  int connections = 0;
  const Report report = UpgradeWith(db.get(), sqlite::KeepBackups({"", 3, [&](sqlite3* to) {
                                                                     ++connections;
                                                                     return prepare(to);
                                                                   }}));
  EXPECT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(connections, 3);
}

TEST(BackupPrepare, MayRefuse) {
  const TemporaryFolder folder;
  MakeOld(folder.File("a.db"));
  Database db(folder.File("a.db"));
  const auto prepare = [](sqlite3*) { return Status(StatusCode::kInvalidArgument, "no key"); };
  ExpectRefused(UpgradeWith(db.get(), sqlite::KeepBackups({"", 3, prepare})), "no key");
  ExpectUntouched(db);
  EXPECT_EQ(FilesIn(folder.path()), 1u);
}

TEST(BackupFunctions, OfTheProgramItself) {
  const TemporaryFolder folder;
  MakeOld(folder.File("a.db"));
  Database db(folder.File("a.db"));
  int calls = 0;
  const auto refuse = [&](const BackupRequest& request, std::string*) {
    ++calls;
    // Locked, and still as it was.
    EXPECT_EQ(sqlite3_get_autocommit(static_cast<sqlite3*>(request.native_handle())), 0);
    EXPECT_EQ(Database(folder.File("a.db")).Ask("begin immediate"), "database is locked");
    return Status(StatusCode::kBackupFailed, "the cloud is down");
  };
  const Report refused = UpgradeWith(db.get(), refuse);
  EXPECT_EQ(refused.status.code(), StatusCode::kBackupFailed);
  EXPECT_EQ(refused.status.message(), "the cloud is down (this program's head: 'a'; the database's: base)");
  ExpectUntouched(db);

  const auto throws = [&](const BackupRequest&, std::string*) -> Status { throw std::runtime_error("mine"); };
  EXPECT_THROW((void)UpgradeWith(db.get(), throws), std::runtime_error);
  ExpectUntouched(db);

  const auto ends = [](const BackupRequest& request, std::string*) {
    sqlite3_exec(static_cast<sqlite3*>(request.native_handle()), "commit", nullptr, nullptr, nullptr);
    return OkStatus();
  };
  ExpectRefused(UpgradeWith(db.get(), ends), "ended the transaction");
  ExpectUntouched(db);

  const auto accept = [&](const BackupRequest& request, std::string* path) {
    ++calls;
    EXPECT_TRUE(request.Progress(1, 1));
    *path = "s3://there";
    return OkStatus();
  };
  const Report report = UpgradeWith(db.get(), accept);
  EXPECT_TRUE(report.ok());
  EXPECT_EQ(report.backup, "s3://there");
  EXPECT_TRUE(UpgradeWith(db.get(), accept).ok());
  EXPECT_EQ(calls, 2);
}

}  // namespace
}  // namespace instar
