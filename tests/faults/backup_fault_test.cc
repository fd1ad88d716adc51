// A migration with a backup, disturbed at every call of the disk: the first revision begins only where the
// copy is whole, what was half copied is no backup and goes with the next run, and that one gets to the end.
#include <gtest/gtest.h>

#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "instar/sqlite.h"
#include "instar/sqlite_backup.h"
#include "tests/faults/shim_vfs.h"
#include "tests/runtime/child_process.h"
#include "tests/runtime/database.h"
#include "tests/runtime/dump.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

namespace fs = std::filesystem;

struct Case {
  const char* name;
  ShimVfs::Fault fault;
  const char* journal_mode;
  bool lasting = false;
};

std::ostream& operator<<(std::ostream& out, const Case& one) { return out << one.name; }

// Revision a was applied and its table filled; b changes the rows, c makes another table.
class BackupFault : public testing::TestWithParam<Case> {
 protected:
  BackupFault()
      : history_(
            {"revision a; revises base; upgrade { create table a (x integer); } downgrade { drop table a; }",
             "revision b; revises a; upgrade { update a set x = x + 1; } downgrade { update a set x = x - 1; "
             "}",
             "revision c; revises b; upgrade { create table c (x integer); } downgrade { drop table c; }"}) {
    Database db(start_);
    EXPECT_EQ(db.Ask(std::string("pragma journal_mode = ") + GetParam().journal_mode),
              GetParam().journal_mode);
    Options options;
    options.target = "a";
    EXPECT_TRUE(sqlite::Upgrade(db.get(), history_.table(), options).ok());
    db.Run("insert into a values (1), (2); create table big (x); insert into big values (zeroblob(20000))");
  }

  Report Upgrade() {
    Options options;
    options.lock_timeout_ms = 50;
    options.backup = sqlite::KeepBackups({backups_, 0, {}});
    return sqlite::Upgrade(path_, history_.table(), options);
  }

  // Gives whether the migration got as far as the fault.
  bool RunDisturbed(std::size_t at) {
    if (GetParam().fault == ShimVfs::Fault::kKilled) {
      Gate gate;
      ChildProcess child(gate, [&] {
        ShimVfs vfs;
        vfs.Arm(GetParam().fault, at);
        return Upgrade().ok() ? 0 : 1;
      });
      gate.Open();
      const int code = child.Wait();
      EXPECT_LE(code, 0);
      return code < 0;
    }
    ShimVfs vfs;
    vfs.Arm(GetParam().fault, at, GetParam().lasting);
    const Report report = Upgrade();
    const bool hit = vfs.hit();
    vfs.Disarm();
    EXPECT_EQ(report.ok(), report.to == std::vector<std::string>{"c"}) << report.status.message();
    if (report.backup.empty()) {
      EXPECT_TRUE(report.applied.empty()) << "without a backup";
    }
    EXPECT_EQ(CountOf(".part"), 0) << report.status.message();
    return hit;
  }

  int CountOf(const std::string& extension) const {
    int count = 0;
    for (const auto& entry : fs::directory_iterator(backups_)) {
      count += entry.path().extension() == extension ? 1 : 0;
    }
    return count;
  }

  // Before any run has got to the end.
  void ExpectWhole() {
    Database db(path_);
    EXPECT_EQ(Damage(db.get()), "");
    const std::string revision = db.Ask("select revision from instar_version");
    EXPECT_EQ(db.Ask("select x from a"), revision == "a" ? "1 2" : "2 3");
    int backups = 0;
    for (const auto& entry : fs::directory_iterator(backups_)) {
      if (entry.path().extension() == ".part") continue;
      ASSERT_EQ(entry.path().extension(), ".backup") << entry.path();
      // As a person would who needs it.
      const std::string restored = folder_.File("restored.db");
      fs::copy_file(entry.path(), restored, fs::copy_options::overwrite_existing);
      Database backup(restored);
      EXPECT_EQ(Damage(backup.get()), "");
      const bool first = backup.Ask("select revision from instar_version") == "a";
      EXPECT_EQ(backup.Ask("select x from a"), first ? "1 2" : "2 3");
      backups += first ? 1 : 0;
    }
    EXPECT_LE(CountOf(".part"), 1) << "they pile up";
    if (revision != "a") {
      EXPECT_GT(backups, 0) << "without a backup";
    }
  }

  void Restore() {
    fs::remove_all(backups_);
    fs::create_directory(backups_);
    for (const char* part : {"", "-journal", "-wal", "-shm"}) fs::remove(path_ + part);
    fs::copy_file(start_, path_);
  }

  const History history_;
  const TemporaryFolder folder_;
  const std::string start_ = folder_.File("start.db");
  const std::string path_ = folder_.File("shop.db");
  const std::string backups_ = folder_.File("backups");
};

TEST_P(BackupFault, AtEachCall) {
  bool hit = true;
  std::size_t at = 0;
  for (; hit && !HasFailure(); ++at) {
    Restore();
    hit = RunDisturbed(at);
    ExpectWhole();
    // Again, somewhere before.
    if (hit) RunDisturbed(at * 3 / 4);
    ExpectWhole();
    const Report report = Upgrade();
    EXPECT_TRUE(report.ok()) << report.status.message();
    EXPECT_EQ(Database(path_).Ask("select revision from instar_version"), "c");
    EXPECT_EQ(CountOf(".part"), 0);
    if (HasFailure()) {
      ADD_FAILURE() << "at call " << at;
    }
  }
  std::printf("%zu calls\n", at);
  EXPECT_GT(at, 30u);
}

std::vector<Case> Cases() {
  return {{"killed", ShimVfs::Fault::kKilled, "delete"},
          {"killed_wal", ShimVfs::Fault::kKilled, "wal"},
          {"io_error", ShimVfs::Fault::kIoError, "delete"},
          {"io_error_for_long", ShimVfs::Fault::kIoError, "wal", true},
          {"disk_full", ShimVfs::Fault::kDiskFull, "wal"},
          {"disk_full_for_long", ShimVfs::Fault::kDiskFull, "delete", true}};
}

INSTANTIATE_TEST_SUITE_P(All, BackupFault, testing::ValuesIn(Cases()),
                         [](const auto& of) { return std::string(of.param.name); });

}  // namespace
}  // namespace instar
