// Laws that hold on every graph, checked on random ones against definitions instead of sweeps.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "runtime/planning/plan.h"
#include "runtime/planning/test_table.h"

namespace instar {
namespace {

using Bits = RevisionSet;

class RandomHistory {
 public:
  explicit RandomHistory(unsigned seed) : random_(seed) {
    const std::uint32_t count = 1 + Below(24);
    for (std::uint32_t r = 0; r < count; ++r) {
      std::vector<std::uint32_t> parents = Earlier(r, r == 0 || Below(6) == 0 ? 0 : 1 + Below(5) / 4);
      std::vector<std::uint32_t> dependencies = Earlier(r, Below(4) == 0 ? 1 + Below(2) : 0);
      std::string id = "r" + std::to_string(1000 + r);
      history_.Add(id, parents, dependencies);
    }
    table = history_.table();
  }

  std::uint32_t Below(std::uint32_t limit) { return static_cast<std::uint32_t>(random_() % limit); }
  std::string Any() { return std::string(table.id(Below(table.revision_count))); }

  Table table;

 private:
  std::vector<std::uint32_t> Earlier(std::uint32_t limit, std::uint32_t count) {
    std::vector<std::uint32_t> chosen;
    for (std::uint32_t i = 0; i < count && limit > 0; ++i) {
      const std::uint32_t r = limit - 1 - Below(std::min(limit, 6u));
      if (std::find(chosen.begin(), chosen.end(), r) == chosen.end()) chosen.push_back(r);
    }
    return chosen;
  }

  std::mt19937 random_;
  TestTable history_;
};

// above[a][b]: b needs a, over any number of links. Warshall's closure.
std::vector<Bits> Closure(const Table& table) {
  const std::uint32_t n = table.revision_count;
  std::vector<Bits> above(n, Bits(n));
  for (std::uint32_t r = 0; r < n; ++r) {
    for (std::uint32_t link : table.prerequisites(r)) above[link][r] = true;
  }
  for (std::uint32_t k = 0; k < n; ++k) {
    for (std::uint32_t a = 0; a < n; ++a) {
      for (std::uint32_t b = 0; b < n; ++b) {
        if (above[a][k] && above[k][b]) above[a][b] = true;
      }
    }
  }
  return above;
}

Revisions MaximalByDefinition(const std::vector<Bits>& above, const Bits& applied) {
  Revisions rows;
  for (std::uint32_t r = 0; r < applied.size(); ++r) {
    bool maximal = applied[r];
    for (std::uint32_t s = 0; s < applied.size(); ++s) {
      if (applied[s] && above[r][s]) maximal = false;
    }
    if (maximal) rows.push_back(r);
  }
  return rows;
}

bool IsClosed(const Table& table, const Bits& applied) {
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    for (std::uint32_t link : table.prerequisites(r)) {
      if (applied[r] && !applied[link]) return false;
    }
  }
  return true;
}

// Runs the steps one by one: what is applied must be sound after each, and the rows must tell all of it.
void TakeSteps(const Table& table, const std::vector<Bits>& above, const Revisions& steps, bool up,
               Bits* applied) {
  for (std::uint32_t step : steps) {
    ASSERT_NE((*applied)[step], up) << "a step was done before";
    (*applied)[step] = up;
    ASSERT_TRUE(IsClosed(table, *applied)) << "at " << table.id(step);
    const Revisions rows = RowsOf(table, *applied);
    ASSERT_EQ(rows, MaximalByDefinition(above, *applied));
    ASSERT_EQ(AppliedBy(table, rows), *applied);
  }
}

TEST(PlanProperty, LawsHoldOnRandomGraphs) {
  int downgrades = 0;
  for (unsigned seed = 0; seed < 2000; ++seed) {
    SCOPED_TRACE(seed);
    RandomHistory history(seed);
    const Table& table = history.table;
    const std::vector<Bits> above = Closure(table);
    Bits applied(table.revision_count);
    Revisions steps;

    const std::string first = history.Any();
    ASSERT_TRUE(PlanUpgrade(table, {}, first, &steps).ok());
    const auto target = static_cast<std::uint32_t>(FindId(table, first));
    ASSERT_NO_FATAL_FAILURE(TakeSteps(table, above, steps, true, &applied));
    EXPECT_EQ(RowsOf(table, applied), Revisions({target}));
    for (std::uint32_t r = 0; r < table.revision_count; ++r) {
      EXPECT_EQ(applied[r], r == target || above[r][target]);
    }

    ASSERT_TRUE(PlanUpgrade(table, RowsOf(table, applied), "heads", &steps).ok());
    ASSERT_NO_FATAL_FAILURE(TakeSteps(table, above, steps, true, &applied));
    EXPECT_EQ(applied, Bits(table.revision_count, true));

    const std::string down_to = history.Any();
    const auto kept = static_cast<std::uint32_t>(FindId(table, down_to));
    const Status status = PlanDowngrade(table, RowsOf(table, applied), down_to, &steps);
    if (status.ok()) {
      ++downgrades;
      ASSERT_NO_FATAL_FAILURE(TakeSteps(table, above, steps, false, &applied));
      EXPECT_TRUE(applied[kept]);
      for (std::uint32_t r = 0; r < table.revision_count; ++r) {
        for (std::uint32_t parent : table.parents(r)) EXPECT_FALSE(parent == kept && applied[r]);
      }
    } else {
      // Only dependants stand on it: by parents it is a head, so there is nothing to go down from.
      EXPECT_EQ(status.code(), StatusCode::kInvalidTarget);
      EXPECT_TRUE(steps.empty());
    }

    ASSERT_TRUE(PlanDowngrade(table, RowsOf(table, applied), "base", &steps).ok());
    ASSERT_NO_FATAL_FAILURE(TakeSteps(table, above, steps, false, &applied));
    EXPECT_EQ(applied, Bits(table.revision_count));
  }
  EXPECT_GT(downgrades, 1000);
}

TEST(PlanProperty, ALongLineIsQuickAndDoesNotRecurse) {
  constexpr std::uint32_t kCount = 100000;
  TestTable history;
  for (std::uint32_t r = 0; r < kCount; ++r) {
    history.Add("r" + std::to_string(1000000 + r), r == 0 ? Revisions() : Revisions({r - 1}));
  }
  const Table table = history.table();
  const auto start = std::chrono::steady_clock::now();
  Revisions steps;
  ASSERT_TRUE(PlanUpgrade(table, {}, "heads", &steps).ok());
  EXPECT_EQ(steps.size(), kCount);
  ASSERT_TRUE(PlanUpgrade(table, {}, "+99999", &steps).ok());
  EXPECT_EQ(steps.size(), kCount - 1);
  ASSERT_TRUE(PlanDowngrade(table, {kCount - 1}, "-99999", &steps).ok());
  EXPECT_EQ(steps.size(), kCount - 1);
  ASSERT_TRUE(PlanDowngrade(table, {kCount - 1}, "base", &steps).ok());
  EXPECT_EQ(steps.front(), kCount - 1);
  EXPECT_EQ(steps.back(), 0u);
  ASSERT_TRUE(PlanHistory(table, {}, "r1050000", "", &steps).ok());
  EXPECT_EQ(steps.size(), kCount - 50000);
  Revisions rows;
  ASSERT_TRUE(PlanStamp(table, {5}, {"head"}, &rows).ok());
  EXPECT_EQ(rows, Revisions({kCount - 1}));
  // Each is a few milliseconds; a quadratic one would take minutes.
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

}  // namespace
}  // namespace instar
