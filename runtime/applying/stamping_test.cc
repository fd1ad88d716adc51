#include "runtime/applying/stamping.h"

#include <gtest/gtest.h>

#include "runtime/planning/test_table.h"

namespace instar {
namespace {

// a - b - d, a - c, and e that stands on c's line and depends on b.
class StampingTest : public testing::Test {
 protected:
  StampingTest() {
    history_.Add("a", {});
    history_.Add("b", {0});
    history_.Add("c", {0});
    history_.Add("d", {1}, {}, {"left"});
    history_.Add("e", {2}, {1});
    table_ = history_.table();
  }

  Stamping Plan(const Revisions& rows, std::string_view targets) {
    Stamping stamping;
    const Status status = PlanStamping(table_, rows, targets, &stamping);
    EXPECT_TRUE(status.ok()) << status.message();
    return stamping;
  }

  TestTable history_;
  Table table_;
};

TEST_F(StampingTest, ImpliesAllThatATargetIsBuiltOn) {
  const Stamping stamping = Plan({}, "e");
  EXPECT_EQ(stamping.rows, Revisions{4});
  EXPECT_EQ(stamping.change.added, Revisions{4});
  EXPECT_TRUE(stamping.change.removed.empty());
  EXPECT_EQ(stamping.stamped, (Revisions{0, 1, 2, 4}));
  EXPECT_TRUE(stamping.unstamped.empty());
}

TEST_F(StampingTest, GoesDownInTheOrderOfUndoing) {
  const Stamping stamping = Plan({3}, "a");
  EXPECT_EQ(stamping.rows, Revisions{0});
  EXPECT_EQ(stamping.change.removed, Revisions{3});
  EXPECT_EQ(stamping.unstamped, (Revisions{3, 1}));
  EXPECT_TRUE(stamping.stamped.empty());
}

TEST_F(StampingTest, OfSeveralTargetsOnlyTheHighestAreRows) {
  EXPECT_EQ(Plan({}, "a,b,c").rows, (Revisions{1, 2}));
  EXPECT_EQ(Plan({}, "d,e").rows, (Revisions{3, 4}));
  EXPECT_EQ(Plan({}, "e,b").rows, Revisions{4});
}

TEST_F(StampingTest, WhereItIsNothingChanges) {
  const Stamping stamping = Plan({3, 4}, "heads");
  EXPECT_EQ(stamping.rows, (Revisions{3, 4}));
  EXPECT_TRUE(stamping.change.added.empty());
  EXPECT_TRUE(stamping.change.removed.empty());
  EXPECT_TRUE(stamping.stamped.empty());
  EXPECT_TRUE(stamping.unstamped.empty());
}

TEST_F(StampingTest, EachTargetMustBeOne) {
  Stamping stamping;
  for (const char* targets : {"", "a,", ",a", "a,,b", "a b", "a,nowhere", "a:b"}) {
    EXPECT_FALSE(PlanStamping(table_, {}, targets, &stamping).ok()) << targets;
  }
}

}  // namespace
}  // namespace instar
