// The simulated disk itself: what it does to programs that are not careful. Without it the other tests would
// prove nothing.
#include "tests/faults/disk_vfs.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/faults/simulated_disk.h"
#include "tests/runtime/database.h"
#include "tests/runtime/dump.h"

namespace instar {
namespace {

// How many of a hundred cuts left something else than the rows before or after the transaction.
int Damages(const std::string& settings, FaultKind kind) {
  SimulatedDisk start;
  {
    const DiskVfs vfs(&start);
    Database db("x.db");
    db.Run("create table t (a, b); create index i on t (b)");
    db.Run(
        "with recursive n (i) as (select 1 union all select i + 1 from n where i < 300) "
        "insert into t (a, b) select i, zeroblob(100) from n");
  }
  start.SyncAll();
  int damages = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    SimulatedDisk disk(start);
    DiskVfs vfs(&disk);
    {
      Database db("x.db");
      db.Ask(settings);
      Fault fault;
      fault.kind = kind;
      fault.at = seed % 20;
      fault.seed = seed;
      vfs.Arm(fault);
      db.Ask("update t set b = a, a = 0; create table u (x); drop table t; vacuum");
    }
    EXPECT_TRUE(vfs.hit());
    vfs.Restart(&disk);
    Database db("x.db");
    const std::string sums = db.Ask("select count(*), sum(a) from t");
    const bool whole =
        Damage(db.get()).empty() && (sums == "300|45150" || sums == "300|0" || sums == "no such table: t");
    damages += whole ? 0 : 1;
  }
  return damages;
}

TEST(DiskVfs, HarmsNobodyWhoSyncs) {
  EXPECT_EQ(Damages("pragma synchronous = full", FaultKind::kPowerCut), 0);
  EXPECT_EQ(Damages("pragma synchronous = full; pragma journal_mode = wal", FaultKind::kPowerCut), 0);
}

TEST(DiskVfs, HarmsWhoDoesNotSync) {
  EXPECT_GT(Damages("pragma synchronous = off", FaultKind::kPowerCut), 3);
  EXPECT_EQ(Damages("pragma synchronous = off", FaultKind::kKilled), 0);
}

TEST(DiskVfs, HarmsWhoKeepsNoJournal) {
  EXPECT_GT(Damages("pragma journal_mode = off", FaultKind::kKilled), 3);
}

TEST(SimulatedDisk, KeepsWhatWasSynced) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    std::mt19937_64 random(seed);
    SimulatedDisk disk;
    const DiskFilePointer file = disk.Create("f");
    file->Write(0, std::string(2000, 'a'));
    file->Sync();
    disk.SyncFolder();
    file->Write(500, std::string(1000, 'b'));
    disk.LosePower(random);
    const std::string data = disk.Find("f")->data();
    ASSERT_EQ(data.size(), 2000u);
    EXPECT_EQ(data.substr(0, 500), std::string(500, 'a'));
    EXPECT_EQ(data.substr(1500), std::string(500, 'a'));
  }
}

TEST(SimulatedDisk, LosesTearsAndKeepsTheRest) {
  bool lost = false;
  bool kept = false;
  bool torn = false;
  bool reordered = false;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    std::mt19937_64 random(seed);
    SimulatedDisk disk;
    const DiskFilePointer file = disk.Create("f");
    disk.SyncFolder();
    file->Write(0, std::string(512, 'a'));
    file->Write(512, std::string(512, 'b'));
    disk.LosePower(random);
    const std::string data = disk.Find("f")->data();
    lost = lost || data.empty();
    kept = kept || data == std::string(512, 'a') + std::string(512, 'b');
    torn = torn || (!data.empty() && data.size() < 512 && data[0] == 'a');
    reordered = reordered || (data.size() == 1024 && data[0] == '\0');
  }
  EXPECT_TRUE(lost && kept && torn && reordered);
}

TEST(SimulatedDisk, ANameIsSafeOnlyAfterItsFolderWasSynced) {
  bool lost = false;
  bool came_back = false;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    std::mt19937_64 random(seed);
    SimulatedDisk disk;
    disk.Create("old")->Sync();
    disk.SyncFolder();
    disk.Create("new")->Sync();
    disk.Remove("old");
    EXPECT_EQ(disk.Find("old"), nullptr);
    disk.LosePower(random);
    lost = lost || disk.Find("new") == nullptr;
    came_back = came_back || disk.Find("old") != nullptr;
  }
  EXPECT_TRUE(lost && came_back);
}

}  // namespace
}  // namespace instar
