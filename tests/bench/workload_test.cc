#include "tests/bench/workload.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "instar/replay.h"
#include "tests/runtime/history.h"

namespace instar::bench {
namespace {

TEST(Workload, IsTheSameEveryTime) {
  EXPECT_EQ(MigrationTexts(MakeWorkload(300)), MigrationTexts(MakeWorkload(300)));
}

TEST(Workload, IsALine) {
  std::string parent;
  std::set<std::string> ids;
  for (const Revision& revision : MakeWorkload(10000)) {
    EXPECT_EQ(revision.parent, parent);
    EXPECT_TRUE(ids.insert(revision.id).second) << revision.id;
    parent = revision.id;
  }
  EXPECT_EQ(ids.size(), 10000);
}

TEST(Workload, HasTheSharesItPromises) {
  std::map<Change, double> shares;
  for (const Revision& revision : MakeWorkload(10000)) shares[revision.change] += 0.01;
  EXPECT_NEAR(shares[Change::kCreateTable], 24, 1.5);
  EXPECT_NEAR(shares[Change::kAddColumn], 26, 1.5);
  EXPECT_NEAR(shares[Change::kCreateIndex], 17, 1.5);
  EXPECT_NEAR(shares[Change::kBackfill], 12, 1.5);
  EXPECT_NEAR(shares[Change::kRenameColumn], 8, 1.5);
  EXPECT_NEAR(shares[Change::kAddCheck], 8, 1.5);
  EXPECT_NEAR(shares[Change::kDropIndex], 5, 1.5);
}

TEST(Workload, GoesUpDownAndUpOnSqlite) {
  const History history(MigrationTexts(MakeWorkload(300)));
  const Report report = sqlite::Replay(history.table());
  EXPECT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(report.applied.size(), 300);
}

TEST(Workload, TheLightOneDoesToo) {
  const History history(MigrationTexts(MakeLightWorkload(250)));
  const Report report = sqlite::Replay(history.table());
  EXPECT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(report.applied.size(), 250);
}

}  // namespace
}  // namespace instar::bench
