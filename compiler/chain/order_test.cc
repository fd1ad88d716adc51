#include <gtest/gtest.h>

#include <random>
#include <set>

#include "compiler/chain/test_history.h"

namespace instar::compiler {
namespace {

const ChainOptions kAnyEnds{true, true};

std::vector<std::string> Ids(const Chain& chain) {
  std::vector<std::string> ids;
  for (const Revision& revision : chain.revisions) ids.push_back(revision.id);
  return ids;
}

std::vector<std::string> Order(TestHistory history) {
  const auto chain = history.Build(kAnyEnds);
  EXPECT_TRUE(chain) << history.Report();
  return chain ? Ids(*chain) : std::vector<std::string>();
}

using Strings = std::vector<std::string>;

TEST(Order, SmallestReadyIdFirst) {
  EXPECT_EQ(Order(TestHistory()
                      .Add("d", "revises b, c;")
                      .Add("c", "revises a;")
                      .Add("b", "revises a;")
                      .Add("a", "revises base;")),
            (Strings{"a", "b", "c", "d"}));
}

TEST(Order, ComparesBytes) {
  EXPECT_EQ(Order(TestHistory()
                      .Add("b", "revises base;")
                      .Add("B", "revises base;")
                      .Add("a10", "revises base;")
                      .Add("a9", "revises base;")),
            (Strings{"B", "a10", "a9", "b"}));
}

TEST(Order, DependenciesComeFirst) {
  EXPECT_EQ(Order(TestHistory()
                      .Add("a", "revises base; depends on z;")
                      .Add("b", "revises a;")
                      .Add("y", "revises base; label why;")
                      .Add("z", "revises y;")),
            (Strings{"y", "z", "a", "b"}));
}

TEST(Order, DoesNotDependOnTheOrderOfFiles) {
  TestHistory one, other;
  one.Add("a", "revises base;").Add("b", "revises a;").Add("c", "revises a;").Add("d", "revises c, b;");
  other.Add("d", "revises c, b;").Add("c", "revises a;").Add("b", "revises a;").Add("a", "revises base;");
  EXPECT_EQ(Order(one), Order(other));
}

struct RandomHistory {
  std::vector<std::string> ids;
  std::vector<std::string> clauses;
};

// What may be put after `count` revisions that are there already.
std::string RandomClauses(const std::vector<std::string>& ids, std::mt19937& random) {
  if (ids.empty() || random() % 8 == 0) return "revises base;";
  std::set<std::string> parents, dependencies;
  for (std::size_t i = 1 + random() % 3; i > 0; --i) parents.insert(ids[random() % ids.size()]);
  for (std::size_t i = random() % 3; i > 0; --i) dependencies.insert(ids[random() % ids.size()]);
  const auto list = [](const std::set<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
  };
  return "revises " + list(parents) + ";" +
         (dependencies.empty() ? "" : "\ndepends on " + list(dependencies) + ";");
}

RandomHistory MakeRandom(std::size_t size, std::mt19937& random) {
  RandomHistory history;
  std::set<std::string> used;
  while (history.ids.size() < size) {
    const std::string id = "r" + std::to_string(random() % 100000);
    if (!used.insert(id).second) continue;
    history.clauses.push_back(RandomClauses(history.ids, random));
    history.ids.push_back(id);
  }
  return history;
}

TEST(Order, IsTopologicalOnRandomHistories) {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    const RandomHistory made = MakeRandom(40, random);
    TestHistory history;
    for (std::size_t i = made.ids.size(); i-- > 0;) history.Add(made.ids[i], made.clauses[i]);
    const auto chain = history.Build(kAnyEnds);
    ASSERT_TRUE(chain) << history.Report();
    ASSERT_EQ(chain->revisions.size(), made.ids.size());
    for (std::uint32_t r = 0; r < chain->revisions.size(); ++r) {
      for (const std::uint32_t p : chain->revisions[r].parents) EXPECT_LT(p, r);
      for (const std::uint32_t p : chain->revisions[r].dependencies) EXPECT_LT(p, r);
    }
  }
}

TEST(Order, ANewLeafMovesNothing) {
  std::mt19937 random(11);
  for (int round = 0; round < 100; ++round) {
    RandomHistory made = MakeRandom(30, random);
    // The last one is the leaf: nothing was made after it.
    TestHistory before, after;
    for (std::size_t i = 0; i < made.ids.size(); ++i) {
      if (i + 1 < made.ids.size()) before.Add(made.ids[i], made.clauses[i]);
      after.Add(made.ids[i], made.clauses[i]);
    }
    Strings order = Order(after);
    order.erase(std::find(order.begin(), order.end(), made.ids.back()));
    EXPECT_EQ(order, Order(before)) << "leaf " << made.ids.back() << " " << made.clauses.back();
  }
}

// Of a merge, exactly those parents are redundant that another parent reaches.
TEST(RedundantParents, AgreeWithASearchOnRandomHistories) {
  std::mt19937 random(13);
  std::size_t found = 0;
  for (int round = 0; round < 20; ++round) {
    const RandomHistory made = MakeRandom(200, random);
    TestHistory history;
    for (std::size_t i = 0; i < made.ids.size(); ++i) history.Add(made.ids[i], made.clauses[i]);
    const auto chain = history.Build(kAnyEnds);
    ASSERT_TRUE(chain);
    const std::size_t count = chain->revisions.size();
    std::vector<std::vector<bool>> below(count, std::vector<bool>(count, false));
    std::multiset<std::string> expected;
    for (std::uint32_t r = 0; r < count; ++r) {
      const Revision& revision = chain->revisions[r];
      for (const std::uint32_t p : revision.parents) {
        below[r][p] = true;
        for (std::uint32_t i = 0; i < p; ++i) below[r][i] = below[r][i] || below[p][i];
      }
      for (const std::uint32_t p : revision.parents) {
        const bool redundant = std::any_of(revision.parents.begin(), revision.parents.end(),
                                           [&](auto q) { return below[q][p]; });
        if (redundant) expected.insert(revision.id + "/" + chain->revisions[p].id);
      }
    }
    std::multiset<std::string> reported;
    for (const Diagnostic& diagnostic : history.diagnostics().all()) {
      if (diagnostic.kind != DiagnosticKind::kRedundantParent) continue;
      const std::string& path = history.sources().file(diagnostic.range.file).path;
      reported.insert(path.substr(0, path.find('.')) + "/" +
                      std::string(history.sources().Text(diagnostic.range)));
    }
    EXPECT_EQ(reported, expected);
    found += expected.size();
  }
  EXPECT_GT(found, 100u);
}

}  // namespace
}  // namespace instar::compiler
