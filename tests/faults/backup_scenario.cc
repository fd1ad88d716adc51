#include "tests/faults/backup_scenario.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "instar/sqlite.h"
#include "instar/sqlite_backup.h"
#include "tests/runtime/dump.h"

namespace instar {
namespace {

namespace fs = std::filesystem;

std::string RevisionOf(Database& db) { return db.Ask("select revision from instar_version"); }

}  // namespace

BackupScenario::BackupScenario(const std::string& journal_mode, int keep)
    : history_(
          {"revision a; revises base; upgrade { create table a (x integer); } downgrade { drop table a; }",
           "revision b; revises a; upgrade { update a set x = x + 1; } downgrade { update a set x = x - "
           "1; }",
           "revision c; revises b; upgrade { create table c (x integer); } downgrade { drop table c; }"}),
      keep_(keep) {
  Database db(start_);
  EXPECT_EQ(db.Ask("pragma journal_mode = " + journal_mode), journal_mode);
  Options options;
  options.target = "a";
  EXPECT_TRUE(sqlite::Upgrade(db.get(), history_.table(), options).ok());
  db.Run("insert into a values (1), (2); create table big (x); insert into big values (zeroblob(20000))");
}

void BackupScenario::Restore() const {
  fs::remove_all(folder_);
  fs::create_directory(folder_);
  fs::copy_file(start_, path_);
}

Report BackupScenario::Upgrade() const {
  Options options;
  options.lock_timeout_ms = 50;
  options.backup = sqlite::KeepBackups({"", keep_, {}});
  return sqlite::Upgrade(path_, history_.table(), options);
}

void BackupScenario::ExpectWhole() const {
  bool backed_up = false;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    if (entry.path().extension() != ".backup") continue;
    // As a person would who needs it.
    const std::string restored = Beside("restored.db");
    fs::copy_file(entry.path(), restored, fs::copy_options::overwrite_existing);
    ExpectWhole(restored);
    Database backup(restored);
    backed_up = backed_up || RevisionOf(backup) == "a";
  }
  EXPECT_LE(CountParts(), 1) << "they pile up";
  ExpectWhole(path_);
  Database db(path_);
  EXPECT_TRUE(backed_up || RevisionOf(db) == "a") << "without a backup";
}

void BackupScenario::ExpectWhole(const std::string& path) const {
  Database db(path);
  EXPECT_EQ(Damage(db.get()), "") << path;
  EXPECT_EQ(db.Ask("select x from a"), RevisionOf(db) == "a" ? "1 2" : "2 3") << path;
}

void BackupScenario::ExpectFinishes() const {
  const Report report = Upgrade();
  EXPECT_TRUE(report.ok()) << report.status.message();
  Database db(path_);
  EXPECT_EQ(RevisionOf(db), "c");
  EXPECT_EQ(CountParts(), 0);
}

int BackupScenario::CountParts() const {
  int count = 0;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    count += entry.path().extension() == ".part" ? 1 : 0;
  }
  return count;
}

}  // namespace instar
