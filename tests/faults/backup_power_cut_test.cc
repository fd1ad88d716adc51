// The power fails at every sync, rename and removal of a migration with a backup: whatever is a backup by its
// name is whole, and no revision was begun without one.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "instar/sqlite.h"
#include "instar/sqlite_backup.h"
#include "tests/faults/overheard_disk.h"
#include "tests/runtime/child_process.h"
#include "tests/runtime/database.h"
#include "tests/runtime/dump.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

namespace fs = std::filesystem;

class BackupPowerCut : public testing::TestWithParam<const char*> {
 protected:
  BackupPowerCut()
      : history_(
            {"revision a; revises base; upgrade { create table a (x integer); } downgrade { drop table a; }",
             "revision b; revises a; upgrade { update a set x = x + 1; } downgrade { update a set x = x - 1; "
             "}"}) {
    Database db(start_);
    EXPECT_EQ(db.Ask(std::string("pragma journal_mode = ") + GetParam()), GetParam());
    Options options;
    options.target = "a";
    EXPECT_TRUE(sqlite::Upgrade(db.get(), history_.table(), options).ok());
    db.Run("insert into a values (1), (2); create table big (x); insert into big values (zeroblob(20000))");
  }

  Report Upgrade() {
    Options options;
    options.backup = sqlite::KeepBackups({"", 2, {}});
    return sqlite::Upgrade(path_, history_.table(), options);
  }

  // False where it was through before.
  bool RunAndCut(std::size_t at, std::uint64_t seed) {
    const std::string after = folder_.File("after");
    fs::create_directory(after);
    Gate gate;
    ChildProcess child(gate, [&] {
      FailPower(live_, after, at, seed);
      return Upgrade().ok() ? 0 : 1;
    });
    gate.Open();
    const int code = child.Wait();
    EXPECT_TRUE(code == 0 || code == kPowerFailed) << code;
    if (code == kPowerFailed) {
      fs::remove_all(live_);
      fs::rename(after, live_);
    }
    fs::remove_all(after);
    return code == kPowerFailed;
  }

  void ExpectWhole() {
    int backups = 0;
    for (const auto& entry : fs::directory_iterator(live_)) {
      if (entry.path().extension() != ".backup") continue;
      ++backups;
      const std::string restored = folder_.File("restored.db");
      fs::copy_file(entry.path(), restored, fs::copy_options::overwrite_existing);
      Database backup(restored);
      EXPECT_EQ(Damage(backup.get()), "");
      EXPECT_EQ(backup.Ask("select x from a"), "1 2");
    }
    Database db(path_);
    EXPECT_EQ(Damage(db.get()), "");
    const std::string revision = db.Ask("select revision from instar_version");
    EXPECT_EQ(db.Ask("select x from a"), revision == "a" ? "1 2" : "2 3");
    EXPECT_TRUE(revision == "a" || backups > 0) << "no backup";
  }

  const History history_;
  const TemporaryFolder folder_;
  const std::string start_ = folder_.File("start.db");
  const std::string live_ = folder_.File("live");
  const std::string path_ = live_ + "/shop.db";
};

TEST_P(BackupPowerCut, AtEachSync) {
  std::size_t cuts = 0;
  bool cut = true;
  for (std::size_t at = 0; cut && !HasFailure(); ++at) {
    for (std::uint64_t seed = 0; seed < 12 && !HasFailure(); ++seed) {
      fs::remove_all(live_);
      fs::create_directory(live_);
      fs::copy_file(start_, path_);
      cut = RunAndCut(at, seed);
      cuts += cut ? 1 : 0;
      ExpectWhole();
      const Report report = Upgrade();
      EXPECT_TRUE(report.ok()) << report.status.message();
      for (const auto& entry : fs::directory_iterator(live_)) EXPECT_NE(entry.path().extension(), ".part");
      if (HasFailure()) {
        ADD_FAILURE() << "at call " << at << ", seed " << seed;
      }
    }
  }
  std::printf("%zu cuts\n", cuts);
  // The copy, its name, and the syncs of the database itself.
  EXPECT_GT(cuts, 12u * 5);
}

INSTANTIATE_TEST_SUITE_P(Journal, BackupPowerCut, testing::Values("delete", "wal"),
                         [](const auto& of) { return std::string(of.param); });

}  // namespace
}  // namespace instar
