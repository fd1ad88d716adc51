// What a start costs where there is nothing to do, counted: at the disk, and in memory.
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "instar/sqlite.h"
#include "tests/faults/counted_new.h"
#include "tests/faults/disk_vfs.h"
#include "tests/faults/failing_memory.h"
#include "tests/faults/simulated_disk.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

constexpr char kFile[] = "shop.db";

// One table, and as many revisions as asked for that put a row into it.
History LineOfRows(int length) {
  std::vector<std::string> migrations = {
      "revision r00000; revises base; upgrade { create table t (id integer primary key); }"};
  for (int i = 1; i < length; ++i) {
    migrations.push_back(
        absl::StrFormat("revision r%05d; revises r%05d; upgrade { insert into t (id) values (%d); } "
                        "downgrade { delete from t where id = %d; }",
                        i, i - 1, i, i));
  }
  return History(migrations);
}

// A start of a program whose database is at head.
struct Cost {
  std::size_t opens = 0;
  std::size_t changes = 0;  // of the disk
  std::size_t calls = 0;    // to the disk
  int strongest_lock = 0;
  std::size_t sqlite_allocations = 0;
  std::size_t news = 0;
  std::size_t new_bytes = 0;

  bool operator==(const Cost&) const = default;
};

void PrintTo(const Cost& cost, std::ostream* out) {
  *out << cost.opens << " opened, " << cost.changes << " changes, " << cost.calls << " calls, lock "
       << cost.strongest_lock << ", " << cost.sqlite_allocations << " allocations of SQLite, " << cost.news
       << " of Instar with " << cost.new_bytes << " bytes";
}

// Of one start. It must have nothing to do.
template <typename Start>
Cost Measure(DiskVfs& vfs, const Start& start) {
  vfs.Disarm();
  FailingMemory::Disarm();
  const NewCounts before = CountedNew();
  {
    const Report report = start();
    EXPECT_TRUE(report.ok());
    EXPECT_TRUE(report.applied.empty());
  }
  const NewCounts after = CountedNew();
  Cost cost;
  cost.news = after.calls - before.calls;
  cost.new_bytes = after.bytes - before.bytes;
  cost.opens = vfs.calls(DiskCall::kOpen);
  cost.changes = vfs.calls(DiskCall::kWrite) + vfs.calls(DiskCall::kSync) + vfs.calls(DiskCall::kTruncate) +
                 vfs.calls(DiskCall::kDelete);
  cost.calls = vfs.calls();
  cost.strongest_lock = vfs.strongest_lock();
  cost.sqlite_allocations = FailingMemory::allocations();
  return cost;
}

struct Costs {
  Cost by_path;
  Cost on_connection;
  Cost without_digest;
};

// The tables are there only to make the schema long.
Costs CostsOf(int revisions, int tables) {
  FailingMemory::Install(true);
  const History line = LineOfRows(revisions);
  SimulatedDisk disk;
  DiskVfs vfs(&disk);
  {
    Database db(kFile);
    db.Run("pragma synchronous = off");
    EXPECT_TRUE(sqlite::Upgrade(db.get(), line.table()).ok());
    for (int i = 0; i < tables; ++i) db.Run(absl::StrFormat("create table other_%d (x)", i));
  }
  Costs costs;
  costs.by_path = Measure(vfs, [&] { return sqlite::Upgrade(kFile, line.table()); });
  Database db(kFile);
  costs.on_connection = Measure(vfs, [&] { return sqlite::Upgrade(db.get(), line.table()); });
  Options options;
  options.use_user_version = false;
  costs.without_digest = Measure(vfs, [&] { return sqlite::Upgrade(db.get(), line.table(), options); });
  return costs;
}

void ExpectCheap(const Cost& cost, std::size_t files) {
  EXPECT_EQ(cost.changes, 0u);
  EXPECT_EQ(cost.opens, files);
  EXPECT_LE(cost.strongest_lock, SQLITE_LOCK_SHARED);
  std::printf("%s\n", testing::PrintToString(cost).c_str());
}

TEST(FastPath, WritesNothingAndTakesNoWriteLock) {
  const Costs costs = CostsOf(10, 0);
  ExpectCheap(costs.by_path, 1);
  ExpectCheap(costs.on_connection, 0);
  ExpectCheap(costs.without_digest, 0);
}

TEST(FastPath, CostsTheSameAtTenAndTenThousandRevisions) {
  const Costs few = CostsOf(10, 0);
  const Costs many = CostsOf(10'000, 0);
  EXPECT_EQ(few.by_path, many.by_path);
  EXPECT_EQ(few.on_connection, many.on_connection);
}

TEST(FastPath, CostsTheSameWithOneAndAThousandTables) {
  const Costs few = CostsOf(10, 0);
  const Costs many = CostsOf(10, 1000);
  EXPECT_EQ(few.by_path, many.by_path);
  EXPECT_EQ(few.on_connection, many.on_connection);
}

}  // namespace
}  // namespace instar
