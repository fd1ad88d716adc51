// What docs/language.md says of naming a place in the history, on the history of its section on branches.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "runtime/planning/plan.h"
#include "runtime/planning/test_table.h"

namespace instar {
namespace {

using Names = std::vector<std::string>;

class TargetsTest : public testing::Test {
 protected:
  TargetsTest() {
    const auto start = history_.Add("start", {});
    const auto orders = history_.Add("add_orders", {start}, {}, {"shop"});
    const auto posts = history_.Add("add_posts", {start}, {orders}, {"blog"});
    history_.Add("together", {orders, posts});
    table_ = history_.table();
  }

  Names Plan(const std::string& at, const char* target, decltype(PlanDowngrade)* plan) const {
    Revisions rows;
    if (!at.empty()) rows.push_back(static_cast<std::uint32_t>(FindId(table_, at)));
    Revisions steps;
    const Status status = plan(table_, rows, target, &steps);
    if (!status.ok()) return {"refused"};
    Names ids;
    for (std::uint32_t r : steps) ids.emplace_back(table_.id(r));
    return ids;
  }
  Names Up(const std::string& at, const char* target) const { return Plan(at, target, &PlanUpgrade); }
  Names Down(const std::string& at, const char* target) const { return Plan(at, target, &PlanDowngrade); }

  TestTable history_;
  Table table_;
};

TEST_F(TargetsTest, Up) {
  const Names all = {"start", "add_orders", "add_posts", "together"};
  EXPECT_EQ(Up("", "head"), all);
  EXPECT_EQ(Up("", "heads"), all);
  EXPECT_EQ(Up("", "blog"), (Names{"start", "add_orders", "add_posts"})) << "what it depends on as well";
  EXPECT_EQ(Up("", "toge"), all) << "the beginning of an id";
  EXPECT_EQ(Up("", "tog"), Names{"refused"}) << "fewer than 4 characters";
  EXPECT_EQ(Up("", "add_"), Names{"refused"}) << "the beginning of two";
  EXPECT_EQ(Up("", "+1"), Names{"start"});
  EXPECT_EQ(Up("start", "+1"), Names{"refused"}) << "there is a fork";
  EXPECT_EQ(Up("start", "shop@+1"), Names{"add_orders"});
  EXPECT_EQ(Up("", "add_orders-1"), Names{"start"});
  EXPECT_EQ(Up("", "add_orders+1"), all);
  EXPECT_EQ(Up("add_orders", "current"), Names{});
  EXPECT_EQ(Up("add_orders", "-1"), Names{"refused"});
  EXPECT_EQ(Up("", "start:together"), Names{"refused"});
}

TEST_F(TargetsTest, Down) {
  EXPECT_EQ(Down("together", "start"), (Names{"together", "add_posts", "add_orders"}));
  EXPECT_EQ(Down("add_posts", "start"), (Names{"add_posts", "add_orders"}));
  EXPECT_EQ(Down("add_posts", "shop@start"), (Names{"add_posts", "add_orders"})) << "add_posts depends on it";
  EXPECT_EQ(Down("add_posts", "blog@start"), Names{"add_posts"});
  EXPECT_EQ(Down("add_posts", "blog@-1"), Names{"add_posts"});
  EXPECT_EQ(Down("add_posts", "-1"), Names{"add_posts"});
  EXPECT_EQ(Down("add_posts", "blog@base"), (Names{"add_posts", "add_orders", "start"}));
  EXPECT_EQ(Down("add_posts", "base"), (Names{"add_posts", "add_orders", "start"}));
  EXPECT_EQ(Down("add_posts", ""), Names{"refused"});
}

TEST_F(TargetsTest, OfSeveralBasesABranchChoosesOne) {
  history_.Add("else", {}, {}, {"other"});
  table_ = history_.table();
  Revisions rows = {2, 4};
  Revisions steps;
  ASSERT_TRUE(PlanDowngrade(table_, rows, "other@base", &steps).ok());
  EXPECT_EQ(steps, Revisions{4});
  ASSERT_TRUE(PlanDowngrade(table_, rows, "blog@base", &steps).ok());
  EXPECT_EQ(steps, (Revisions{2, 1, 0}));
  EXPECT_FALSE(PlanUpgrade(table_, {}, "head", &steps).ok()) << "several heads";
}

}  // namespace
}  // namespace instar
