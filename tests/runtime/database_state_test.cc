// Every state in which a program may find its database, and the answer to it. Where nothing was applied, the
// file is byte for byte what it was.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>

#include "instar/sqlite.h"
#include "instar/sqlite_backup.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

using Ids = std::vector<std::string>;

std::string BytesOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Options Patient(const std::string& target = "") {
  Options options;
  options.target = target;
  options.lock_timeout_ms = 50;
  return options;
}

// What somebody without rights is told: root may write anywhere.
Status AsNobody(const std::function<Status()>& work) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(100);
    const Status status = work();
    const std::string& message = status.message();
    _exit(write(ends[1], message.data(), message.size()) < 0 ? 101 : static_cast<int>(status.code()));
  }
  close(ends[1]);
  std::string message(10000, '\0');
  const ssize_t size = read(ends[0], message.data(), message.size());
  close(ends[0]);
  int exit = 0;
  EXPECT_EQ(waitpid(child, &exit, 0), child);
  EXPECT_TRUE(WIFEXITED(exit));
  return Status(static_cast<StatusCode>(WEXITSTATUS(exit)), message.substr(0, size < 0 ? 0 : size));
}

class DatabaseState : public testing::Test {
 protected:
  DatabaseState() : line_(LineOfTables(4)), path_(folder_.File("shop.db")) {}

  // All files of the folder with what they hold.
  std::map<std::string, std::string> Files() const {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      files[entry.path().filename()] = BytesOf(entry.path());
    }
    return files;
  }
  void UpgradeTo(const std::string& target) {
    const Report report = sqlite::Upgrade(path_, line_.table(), Patient(target));
    ASSERT_TRUE(report.ok()) << report.status.message();
  }
  void Run(const std::string& sql) { Database(path_).Run(sql); }
  std::string Ask(const std::string& sql) { return Database(path_).Ask(sql); }
  // Every operation that would change something refuses with the code, says each of the texts, and leaves the
  // folder as it is.
  void ExpectRefusal(StatusCode code, StateKind kind, const std::vector<std::string>& texts) {
    const auto before = Files();
    const Report upgrade = sqlite::Upgrade(path_, line_.table(), Patient());
    ExpectStatus(upgrade.status, code, texts);
    EXPECT_TRUE(upgrade.applied.empty());
    EXPECT_TRUE(Files() == before) << "after an upgrade";
    const State state = sqlite::Inspect(path_, line_.table(), Patient());
    EXPECT_EQ(StateKindName(state.kind), std::string(StateKindName(kind)));
    ExpectStatus(state.status, code, texts);
    EXPECT_TRUE(Files() == before) << "after an inspection";
  }
  static void ExpectStatus(const Status& status, StatusCode code, const std::vector<std::string>& texts) {
    EXPECT_EQ(StatusCodeName(status.code()), std::string(StatusCodeName(code))) << status.message();
    for (const std::string& text : texts) {
      EXPECT_NE(status.message().find(text), std::string::npos) << text << " in: " << status.message();
    }
  }

  const History line_;
  const TemporaryFolder folder_;
  const std::string path_;
};

TEST_F(DatabaseState, NoFile) {
  EXPECT_EQ(sqlite::Downgrade(path_, line_.table(), Patient("base")).status.code(), StatusCode::kCannotOpen);
  EXPECT_EQ(sqlite::Stamp(path_, line_.table(), Patient("heads")).status.code(), StatusCode::kCannotOpen);
  EXPECT_TRUE(Files().empty());
  UpgradeTo("heads");
  EXPECT_EQ(Ask("select revision from instar_version"), "r00003");
}

TEST_F(DatabaseState, NoFolder) {
  const std::string path = folder_.File("none/shop.db");
  const Status status = sqlite::Upgrade(path, line_.table()).status;
  ExpectStatus(status, StatusCode::kCannotOpen, {path, "`instar upgrade`", "this program's head: 'r00003'"});
}

TEST_F(DatabaseState, EmptyFile) {
  std::ofstream(path_).flush();
  EXPECT_EQ(sqlite::Inspect(path_, line_.table()).kind, StateKind::kNew);
  UpgradeTo("heads");
}

TEST_F(DatabaseState, WithTablesOfOthers) {
  Run("create table theirs (x); insert into theirs values (1); create index ix_theirs on theirs (x)");
  EXPECT_EQ(sqlite::Inspect(path_, line_.table()).kind, StateKind::kNew);
  UpgradeTo("heads");
  EXPECT_EQ(Ask("select * from theirs"), "1");
}

TEST_F(DatabaseState, AtHead) {
  UpgradeTo("heads");
  const auto before = Files();
  const Report report = sqlite::Upgrade(path_, line_.table());
  EXPECT_TRUE(report.ok()) << report.status.message();
  EXPECT_TRUE(report.applied.empty());
  EXPECT_EQ(report.to, Ids{"r00003"});
  EXPECT_EQ(sqlite::Inspect(path_, line_.table()).kind, StateKind::kAtHead);
  EXPECT_TRUE(Files() == before);
}

TEST_F(DatabaseState, Behind) {
  UpgradeTo("r00001");
  const State state = sqlite::Inspect(path_, line_.table());
  EXPECT_EQ(state.kind, StateKind::kBehind);
  EXPECT_EQ(state.pending, (Ids{"r00002", "r00003"}));
  const Report report = sqlite::Upgrade(path_, line_.table());
  EXPECT_EQ(report.from, Ids{"r00001"});
  EXPECT_EQ(report.to, Ids{"r00003"});
}

TEST_F(DatabaseState, OnAnotherBranch) {
  const History branches({"revision trunk; revises base; upgrade { }",
                          "revision left1; revises trunk; label left; upgrade { }",
                          "revision right1; revises trunk; label right; upgrade { }"});
  Options options = Patient("left@head");
  ASSERT_TRUE(sqlite::Upgrade(path_, branches.table(), options).ok());
  // It is no way down, and none up by one.
  options.target = "right1";
  ExpectStatus(sqlite::Downgrade(path_, branches.table(), options).status, StatusCode::kInvalidTarget,
               {"'right1'", "the database's: 'left1'"});
  options.target = "+1";
  ExpectStatus(sqlite::Upgrade(path_, branches.table(), options).status, StatusCode::kInvalidTarget,
               {"the database's: 'left1'"});
  EXPECT_EQ(Ask("select revision from instar_version"), "left1");
  // An upgrade to it stands beside.
  options.target = "right@head";
  const Report report = sqlite::Upgrade(path_, branches.table(), options);
  EXPECT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(report.to, (Ids{"left1", "right1"}));
}

TEST_F(DatabaseState, NewerThanTheProgram) {
  const History newer(LineOfTables(6));
  ASSERT_TRUE(sqlite::Upgrade(path_, newer.table()).ok());
  ExpectRefusal(StatusCode::kNewerDatabase, StateKind::kNewer,
                {"newer program", "'r00004'", "`instar downgrade r00003`", "this program's head: 'r00003'",
                 "the database's: 'r00005'"});
  const Report report = sqlite::Upgrade(path_, line_.table());
  EXPECT_EQ(report.from, Ids{"r00005"});
  EXPECT_EQ(sqlite::Downgrade(path_, line_.table(), Patient("base")).status.code(),
            StatusCode::kNewerDatabase);
  EXPECT_EQ(sqlite::Stamp(path_, line_.table(), Patient("heads")).status.code(), StatusCode::kNewerDatabase);
}

TEST_F(DatabaseState, WithAnEditedRevision) {
  UpgradeTo("r00002");
  std::vector<std::string> edited = LineOfTables(4);
  edited[1].replace(edited[1].find("name text"), 9, "name blob");
  const History history(edited);
  const auto before = Files();
  const Report report = sqlite::Upgrade(path_, history.table());
  ExpectStatus(report.status, StatusCode::kEditedHistory,
               {"revision 'r00001' was edited", "`instar stamp --purge heads`",
                "this program's head: 'r00003'", "the database's: 'r00002'"});
  EXPECT_EQ(sqlite::Inspect(path_, history.table()).kind, StateKind::kEditedHistory);
  EXPECT_TRUE(Files() == before);
  // What the message says does help.
  Options options = Patient("r00002");
  options.purge = true;
  ASSERT_TRUE(sqlite::Stamp(path_, history.table(), options).ok());
  EXPECT_TRUE(sqlite::Upgrade(path_, history.table()).ok());
}

TEST_F(DatabaseState, OfAnotherProgram) {
  const History other({"revision elsewhere; revises base; upgrade { create table e (x text); }"});
  ASSERT_TRUE(sqlite::Upgrade(path_, other.table()).ok());
  ExpectRefusal(StatusCode::kUnknownDatabaseRevision, StateKind::kUnknownRevision,
                {"'elsewhere'", "another program", "`instar stamp --purge REVISION`",
                 "this program's head: 'r00003'", "the database's: 'elsewhere'"});
}

TEST_F(DatabaseState, WithHalfOfInstarsTables) {
  UpgradeTo("r00002");
  const std::string whole = BytesOf(path_);
  for (const char* drop : {"drop table instar_history", "drop table instar_version"}) {
    std::ofstream(path_, std::ios::binary) << whole;
    Run(drop);
    ExpectRefusal(
        StatusCode::kUnknownFormat, StateKind::kTampered,
        {"instar_version", "instar_history", "`instar stamp REVISION`", "this program's head: 'r00003'"});
  }
}

TEST_F(DatabaseState, OfAnUnknownFormat) {
  UpgradeTo("r00002");
  Run("update instar_version set format = 2");
  ExpectRefusal(StatusCode::kUnknownFormat, StateKind::kTampered, {"format '2'", "newer"});
}

TEST_F(DatabaseState, NotADatabase) {
  std::ofstream(path_) << std::string(5000, 'x');
  ExpectRefusal(StatusCode::kNotADatabase, StateKind::kUnreadable, {"something else", "r00003"});
}

// What an encrypted database looks like: no byte of it is the same.
TEST_F(DatabaseState, Encrypted) {
  UpgradeTo("r00002");
  std::string bytes = BytesOf(path_);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(bytes[i] + 7 * i + 13);
  std::ofstream(path_, std::ios::binary) << bytes;
  ExpectRefusal(StatusCode::kNotADatabase, StateKind::kUnreadable, {"encrypted", "key"});
}

TEST_F(DatabaseState, ShorterThanAHeader) {
  std::ofstream(path_) << "SQLite format";
  ExpectRefusal(StatusCode::kNotADatabase, StateKind::kUnreadable, {"something else"});
}

TEST_F(DatabaseState, Corrupt) {
  UpgradeTo("r00002");
  const std::string whole = BytesOf(path_);
  const auto page_size = static_cast<std::size_t>(std::stoi(Ask("pragma page_size")));
  const auto damage = [&](std::size_t page) {
    std::string bytes = whole;
    // The first page keeps the file's header.
    for (std::size_t i = page == 0 ? 100 : 0; i < page_size; ++i) bytes[page * page_size + i] = '\x5a';
    std::ofstream(path_, std::ios::binary) << bytes;
  };
  const auto root = [&](const std::string& table) {
    std::ofstream(path_, std::ios::binary) << whole;
    return static_cast<std::size_t>(
               std::stoi(Ask("select rootpage from sqlite_schema where name = '" + table + "'"))) -
           1;
  };
  for (const std::size_t page : {std::size_t{0}, root("instar_version"), root("instar_history")}) {
    damage(page);
    ExpectRefusal(StatusCode::kCorrupt, StateKind::kUnreadable,
                  {"restore a backup", "this program's head: 'r00003'"});
  }
}

TEST_F(DatabaseState, CutShort) {
  UpgradeTo("heads");
  const std::string whole = BytesOf(path_);
  Run("pragma user_version = 0");
  std::filesystem::resize_file(path_, 4096);
  ExpectRefusal(StatusCode::kCorrupt, StateKind::kUnreadable, {"restore a backup"});
}

TEST_F(DatabaseState, InAReadOnlyFile) {
  UpgradeTo("r00001");
  chmod(folder_.path().c_str(), 0755);
  chmod(path_.c_str(), 0444);
  const auto before = Files();
  ExpectStatus(AsNobody([&] { return sqlite::Upgrade(path_, line_.table()).status; }), StatusCode::kReadOnly,
               {"read-only", "then run `instar upgrade`", "this program's head: 'r00003'",
                "the database's: 'r00001'"});
  ExpectStatus(AsNobody([&] { return sqlite::Stamp(path_, line_.table(), Patient("base")).status; }),
               StatusCode::kReadOnly, {"then run `instar stamp base`"});
  ExpectStatus(AsNobody([&] {
                 const State state = sqlite::Inspect(path_, line_.table());
                 return state.kind == StateKind::kBehind ? state.status : Status(StatusCode::kCancelled, "");
               }),
               StatusCode::kOk, {});
  EXPECT_TRUE(Files() == before);
  chmod(path_.c_str(), 0644);
  UpgradeTo("heads");
  chmod(path_.c_str(), 0444);
  ExpectStatus(AsNobody([&] { return sqlite::Upgrade(path_, line_.table()).status; }), StatusCode::kOk, {});
}

TEST_F(DatabaseState, InAReadOnlyFolder) {
  UpgradeTo("r00001");
  chmod(folder_.path().c_str(), 0555);
  chmod(path_.c_str(), 0666);
  const auto before = Files();
  ExpectStatus(AsNobody([&] { return sqlite::Upgrade(path_, line_.table()).status; }), StatusCode::kReadOnly,
               {"its folder is read-only", "then run `instar upgrade`", "this program's head: 'r00003'",
                "the database's: 'r00001'"});
  EXPECT_TRUE(Files() == before);
  chmod(folder_.path().c_str(), 0755);
}

// Where SQLite cannot even make what it needs for reading.
TEST_F(DatabaseState, InAReadOnlyFolderInWalMode) {
  Run("pragma journal_mode = wal");
  UpgradeTo("r00001");
  chmod(folder_.path().c_str(), 0555);
  chmod(path_.c_str(), 0666);
  const auto before = Files();
  ASSERT_EQ(before.size(), 1u);
  for (const char* target : {"", "base"}) {
    ExpectStatus(AsNobody([&] {
                   return *target == '\0' ? sqlite::Upgrade(path_, line_.table(), Patient()).status
                                          : sqlite::Downgrade(path_, line_.table(), Patient(target)).status;
                 }),
                 StatusCode::kReadOnly,
                 {"the file or its folder is read-only",
                  *target == '\0' ? "then run `instar upgrade`" : "then run `instar downgrade base`",
                  "this program's head: 'r00003'"});
  }
  EXPECT_TRUE(Files() == before);
  chmod(folder_.path().c_str(), 0755);
}

TEST_F(DatabaseState, InAFileThatMayNotBeRead) {
  UpgradeTo("r00001");
  chmod(folder_.path().c_str(), 0755);
  chmod(path_.c_str(), 0000);
  ExpectStatus(AsNobody([&] { return sqlite::Upgrade(path_, line_.table()).status; }),
               StatusCode::kCannotOpen,
               {path_, "Permission denied", "`instar upgrade`", "this program's head: 'r00003'"});
  ExpectStatus(AsNobody([&] { return sqlite::Inspect(path_, line_.table()).status; }),
               StatusCode::kCannotOpen, {path_, "Permission denied"});
}

// No -wal, no -shm is left behind, with and without the right to make them.
TEST_F(DatabaseState, LookedAtInWalMode) {
  Run("pragma journal_mode = wal");
  UpgradeTo("r00001");
  const auto before = Files();
  ASSERT_EQ(before.size(), 1u);
  const auto look = [&] {
    const State state = sqlite::Inspect(path_, line_.table());
    return state.kind == StateKind::kBehind ? state.status : Status(StatusCode::kCancelled, "");
  };
  ExpectStatus(look(), StatusCode::kOk, {});
  EXPECT_TRUE(Files() == before);
  chmod(path_.c_str(), 0444);
  for (const mode_t folder_mode : {0755, 0555}) {
    chmod(folder_.path().c_str(), folder_mode);
    ExpectStatus(AsNobody(look), StatusCode::kOk, {});
    EXPECT_TRUE(Files() == before);
  }
  chmod(folder_.path().c_str(), 0755);
}

TEST_F(DatabaseState, LockedInRollbackMode) {
  UpgradeTo("r00002");
  Database holder(path_);
  holder.Run("begin exclusive");
  ExpectRefusal(StatusCode::kBusy, StateKind::kUnreadable,
                {"another connection", "`instar upgrade`", "this program's head: 'r00003'"});
  holder.Run("rollback; begin immediate");
  const Report report = sqlite::Upgrade(path_, line_.table(), Patient());
  ExpectStatus(report.status, StatusCode::kBusy, {"then run `instar upgrade`", "the database's: 'r00002'"});
  EXPECT_EQ(sqlite::Inspect(path_, line_.table(), Patient()).kind, StateKind::kBehind) << "others may read";
  ExpectStatus(sqlite::Stamp(path_, line_.table(), Patient("base")).status, StatusCode::kBusy,
               {"`instar stamp base`"});
  holder.Run("rollback");
  UpgradeTo("heads");
}

TEST_F(DatabaseState, LockedInWalMode) {
  Run("pragma journal_mode = wal");
  UpgradeTo("r00002");
  Database holder(path_);
  holder.Run("begin immediate; create table unfinished (x)");
  const auto before = Ask("select count(*) from instar_history");
  const Report report = sqlite::Upgrade(path_, line_.table(), Patient());
  ExpectStatus(report.status, StatusCode::kBusy, {"then run `instar upgrade`", "the database's: 'r00002'"});
  EXPECT_EQ(sqlite::Inspect(path_, line_.table(), Patient()).kind, StateKind::kBehind);
  EXPECT_EQ(Ask("select count(*) from instar_history"), before);
  holder.Run("rollback");
  UpgradeTo("heads");
}

TEST_F(DatabaseState, InWalModeWithALiveReader) {
  Run("pragma journal_mode = wal");
  UpgradeTo("r00001");
  Database reader(path_);
  reader.Run("begin");
  EXPECT_EQ(reader.Ask("select revision from instar_version"), "r00001");
  EXPECT_EQ(sqlite::Inspect(path_, line_.table(), Patient()).kind, StateKind::kBehind);
  UpgradeTo("heads");
  EXPECT_EQ(reader.Ask("select revision from instar_version"), "r00001") << "its snapshot stays";
  const Report again = sqlite::Upgrade(path_, line_.table(), Patient());
  EXPECT_TRUE(again.ok() && again.applied.empty()) << again.status.message();
  reader.Run("commit");
  EXPECT_EQ(reader.Ask("select revision from instar_version"), "r00003");
}

TEST_F(DatabaseState, InRollbackModeWithALiveReader) {
  UpgradeTo("r00001");
  Database reader(path_);
  reader.Run("begin");
  EXPECT_EQ(reader.Ask("select revision from instar_version"), "r00001");
  const std::string before = BytesOf(path_);
  const Report report = sqlite::Upgrade(path_, line_.table(), Patient());
  ExpectStatus(report.status, StatusCode::kBusy, {"`instar upgrade`", "the database's: 'r00001'"});
  EXPECT_TRUE(BytesOf(path_) == before);
  reader.Run("commit");
  UpgradeTo("heads");
}

TEST_F(DatabaseState, OnAFullDisk) {
  UpgradeTo("r00001");
  const std::string before = BytesOf(path_);
  {
    Database db(path_);
    db.Run("pragma max_page_count = 1");
    const Report report = sqlite::Upgrade(db.get(), line_.table());
    ExpectStatus(report.status, StatusCode::kDiskFull,
                 {"free some space", "then run `instar upgrade`", "the database's: 'r00001'"});
    EXPECT_TRUE(report.applied.empty());
  }
  EXPECT_TRUE(BytesOf(path_) == before);
  UpgradeTo("heads");
}

TEST_F(DatabaseState, InMemory) {
  Database db;
  EXPECT_EQ(sqlite::Inspect(db.get(), line_.table()).kind, StateKind::kNew);
  ASSERT_TRUE(sqlite::Upgrade(db.get(), line_.table()).ok());
  EXPECT_EQ(sqlite::Inspect(db.get(), line_.table()).kind, StateKind::kAtHead);
  EXPECT_TRUE(sqlite::Upgrade(":memory:", line_.table()).ok());
  // Nobody could open it a second time, to copy it.
  Options options = Patient("base");
  options.backup = sqlite::KeepBackups();
  const Report report = sqlite::Downgrade(db.get(), line_.table(), options);
  ExpectStatus(report.status, StatusCode::kBackupFailed,
               {"lives in memory", "unset Options::backup", "the database's: 'r00003'"});
  EXPECT_EQ(db.Ask("select revision from instar_version"), "r00003");
}

// Everything goes to the main database, whatever the others hold.
TEST_F(DatabaseState, WithOthersAttached) {
  const std::string other = folder_.File("other.db");
  const History newer(LineOfTables(6));
  ASSERT_TRUE(sqlite::Upgrade(other, newer.table()).ok());
  const std::string before = BytesOf(other);
  Database db(path_);
  db.Run("attach '" + other + "' as other");
  EXPECT_EQ(sqlite::Inspect(db.get(), line_.table()).kind, StateKind::kNew);
  const Report report = sqlite::Upgrade(db.get(), line_.table());
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(db.Ask("select revision from main.instar_version"), "r00003");
  EXPECT_EQ(db.Ask("select revision from other.instar_version"), "r00005");
  ASSERT_TRUE(sqlite::Downgrade(db.get(), line_.table(), Patient("base")).ok());
  EXPECT_EQ(db.Ask("select count(*) from main.sqlite_schema where name like 't0%'"), "0");
  EXPECT_TRUE(BytesOf(other) == before);
}

TEST_F(DatabaseState, WithOthersAttachedItIsRefusedForItself) {
  const std::string other = folder_.File("other.db");
  ASSERT_TRUE(sqlite::Upgrade(other, line_.table()).ok());
  Run("create table t00002 (x)");
  const auto before = Files();
  {
    Database db(path_);
    db.Run("attach '" + other + "' as other");
    const State state = sqlite::Inspect(db.get(), line_.table());
    EXPECT_EQ(state.kind, StateKind::kNotVersioned);
    for (const Status& status : {state.status, sqlite::Upgrade(db.get(), line_.table()).status,
                                 sqlite::Downgrade(db.get(), line_.table(), Patient("base")).status}) {
      ExpectStatus(status, StatusCode::kNotVersioned,
                   {"'t00002'", "`instar stamp REVISION`", "the database's: base"});
    }
  }
  EXPECT_TRUE(Files() == before);
}

TEST_F(DatabaseState, InsideATransactionOfTheCaller) {
  UpgradeTo("r00001");
  const std::string before = BytesOf(path_);
  Database db(path_);
  for (const char* begin : {"begin", "begin immediate", "savepoint mine"}) {
    db.Run(begin);
    for (const Status& status : {sqlite::Upgrade(db.get(), line_.table()).status,
                                 sqlite::Downgrade(db.get(), line_.table(), Patient("base")).status,
                                 sqlite::Stamp(db.get(), line_.table(), Patient("base")).status}) {
      ExpectStatus(status, StatusCode::kInvalidArgument,
                   {"commit or roll back", "this program's head: 'r00003'"});
    }
    EXPECT_EQ(sqlite::Inspect(db.get(), line_.table()).kind, StateKind::kBehind) << "reading is no harm";
    EXPECT_EQ(sqlite3_get_autocommit(db.get()), 0) << "the transaction stays the caller's";
    db.Run("rollback");
  }
  EXPECT_TRUE(BytesOf(path_) == before);
}

// What limits the length of what is read from Instar's tables does not concern the schema, which SQLite reads
// anew when others have changed it.
TEST_F(DatabaseState, WithADefinitionThatIsLongerThanAnyValue) {
  Run("create view theirs as select '" + std::string(3'000'000, 'x') + "' as x");
  UpgradeTo("r00000");
  Database other(path_);
  Options options = Patient();
  int changes = 0;
  options.progress = [&](const Progress& now) {
    if (now.stage == ProgressStage::kCommitted) {
      other.Run("create table other" + std::to_string(++changes) + " (x)");
    }
    return ProgressResult::kContinue;
  };
  const Report report = sqlite::Upgrade(path_, line_.table(), options);
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(changes, 3);
  const State state = sqlite::Inspect(path_, line_.table());
  EXPECT_EQ(state.kind, StateKind::kAtHead) << state.status.message();
  EXPECT_EQ(state.history.size(), 4u);
}

// Where nothing can be rolled back, a failing revision would leave half of itself behind.
TEST_F(DatabaseState, WithoutAJournal) {
  UpgradeTo("r00001");
  const auto before = Files();
  {
    Database db(path_);
    EXPECT_EQ(db.Ask("pragma journal_mode = off"), "off");
    for (const Status& status : {sqlite::Upgrade(db.get(), line_.table()).status,
                                 sqlite::Downgrade(db.get(), line_.table(), Patient("base")).status,
                                 sqlite::Stamp(db.get(), line_.table(), Patient("base")).status}) {
      ExpectStatus(status, StatusCode::kInvalidArgument,
                   {"PRAGMA journal_mode = DELETE", "this program's head: 'r00003'"});
    }
  }
  EXPECT_TRUE(Files() == before);
  UpgradeTo("heads");
  // Nothing is to be done.
  Database db(path_);
  db.Run("pragma journal_mode = off");
  EXPECT_TRUE(sqlite::Upgrade(db.get(), line_.table()).ok());
}

TEST_F(DatabaseState, UnderALibraryThatIsTooOld) {
  UpgradeTo("r00001");
  const auto before = Files();
  DialectSteps steps = line_.table().dialects[0];
  steps.minimum_version = 99'001'002;
  Table table = line_.table();
  table.dialects = &steps;
  for (const Status& status :
       {sqlite::Upgrade(path_, table).status, sqlite::Downgrade(path_, table, Patient("base")).status,
        sqlite::Stamp(path_, table, Patient("base")).status}) {
    ExpectStatus(status, StatusCode::kLibraryTooOld,
                 {"99.1.2", "SQLITE_MIN_VERSION", "this program's head: 'r00003'"});
  }
  const State state = sqlite::Inspect(path_, table);
  EXPECT_EQ(state.kind, StateKind::kBehind);
  ExpectStatus(state.status, StatusCode::kLibraryTooOld, {"99.1.2", "the database's: 'r00001'"});
  EXPECT_TRUE(Files() == before);
}

}  // namespace
}  // namespace instar
