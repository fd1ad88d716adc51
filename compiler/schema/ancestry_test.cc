#include "compiler/schema/ancestry.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>

namespace instar::compiler {
namespace {

using Indices = std::vector<std::uint32_t>;

Chain ChainOf(std::vector<Indices> parents, std::vector<Indices> dependencies = {}) {
  Chain chain;
  dependencies.resize(parents.size());
  for (std::size_t i = 0; i < parents.size(); ++i) {
    chain.revisions.push_back({"r" + std::to_string(i), nullptr, parents[i], dependencies[i]});
  }
  return chain;
}

TEST(Ancestry, ARevisionIsItsOwnAncestor) {
  const Chain chain = ChainOf({{}, {0}});
  const Ancestry ancestry(chain);
  EXPECT_TRUE(ancestry.IsAncestor(0, 0));
  EXPECT_TRUE(ancestry.IsAncestor(0, 1));
  EXPECT_FALSE(ancestry.IsAncestor(1, 0));
}

TEST(Ancestry, DependenciesCount) {
  const Chain chain = ChainOf({{}, {}, {0}}, {{}, {}, {1}});
  const Ancestry ancestry(chain);
  EXPECT_TRUE(ancestry.IsAncestor(1, 2));
  EXPECT_FALSE(ancestry.IsAncestor(0, 1));
}

TEST(Ancestry, MissingIsWhatTheOtherSideBrought) {
  //  0 - 1 - 2 - 5
  //    \ 3 - 4 /
  const Chain chain = ChainOf({{}, {0}, {1}, {0}, {3}, {2, 4}});
  const Ancestry ancestry(chain);
  EXPECT_EQ(ancestry.Missing(5, 2), (Indices{3, 4}));
  EXPECT_EQ(ancestry.Missing(5, 4), (Indices{1, 2}));
  EXPECT_EQ(ancestry.Missing(2, 1), Indices());
}

// All ancestors of every revision, itself among them.
std::vector<std::set<std::uint32_t>> ByBruteForce(const Chain& chain) {
  std::vector<std::set<std::uint32_t>> ancestors;
  for (std::uint32_t i = 0; i < chain.revisions.size(); ++i) {
    std::set<std::uint32_t> all = {i};
    for (const Indices& links : {chain.revisions[i].parents, chain.revisions[i].dependencies}) {
      for (const std::uint32_t link : links) all.insert(ancestors[link].begin(), ancestors[link].end());
    }
    ancestors.push_back(std::move(all));
  }
  return ancestors;
}

// `spread`: how far back links go at most.
Chain RandomChain(std::uint32_t size, std::uint32_t spread, std::mt19937& random) {
  std::vector<Indices> parents(size), dependencies(size);
  for (std::uint32_t i = 1; i < size; ++i) {
    const auto pick = [&] { return i - 1 - static_cast<std::uint32_t>(random() % std::min(i, spread)); };
    std::set<std::uint32_t> chosen;
    for (auto count = random() % 8 == 0 ? 0 : 1 + random() % 3; count > 0; --count) chosen.insert(pick());
    parents[i].assign(chosen.begin(), chosen.end());
    if (random() % 4 == 0) dependencies[i].push_back(pick());
  }
  return ChainOf(std::move(parents), std::move(dependencies));
}

TEST(Ancestry, AgreesWithBruteForceOnRandomGraphs) {
  std::mt19937 random(17);
  for (int round = 0; round < 60; ++round) {
    const Chain chain = RandomChain(60, 1 + static_cast<std::uint32_t>(random() % 60), random);
    const Ancestry ancestry(chain);
    const auto ancestors = ByBruteForce(chain);
    for (std::uint32_t of = 0; of < chain.revisions.size(); ++of) {
      for (std::uint32_t other = 0; other < chain.revisions.size(); ++other) {
        ASSERT_EQ(ancestry.IsAncestor(other, of), ancestors[of].contains(other)) << other << " of " << of;
      }
      for (const std::uint32_t without : chain.revisions[of].parents) {
        Indices expected;
        std::set_difference(ancestors[of].begin(), ancestors[of].end(), ancestors[without].begin(),
                            ancestors[without].end(), std::back_inserter(expected));
        expected.pop_back();
        ASSERT_EQ(ancestry.Missing(of, without), expected) << of << " without " << without;
      }
    }
  }
}

// A short branch, merged at once, for every second revision: what was merged long ago must not be copied
// again and again.
TEST(Ancestry, ManyMergedBranchesStayCheap) {
  constexpr std::uint32_t kMerges = 50'000;
  std::vector<Indices> parents = {{}};
  for (std::uint32_t i = 0; i < kMerges; ++i) {
    const auto last = static_cast<std::uint32_t>(parents.size() - 1);
    parents.push_back({last});
    parents.push_back({last});
    parents.push_back({last + 1, last + 2});
  }
  const Chain chain = ChainOf(std::move(parents));
  const Ancestry ancestry(chain);
  const auto last = static_cast<std::uint32_t>(chain.revisions.size() - 1);
  for (std::uint32_t i = 0; i < last; ++i) ASSERT_TRUE(ancestry.IsAncestor(i, last));
  EXPECT_FALSE(ancestry.IsAncestor(last - 1, last - 2));
}

}  // namespace
}  // namespace instar::compiler
