#include "runtime/command_line/graph.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "runtime/command_line/text.h"
#include "runtime/planning/test_table.h"

namespace instar::command_line {
namespace {

std::string Draw(const Table& table, const RevisionSet& shown, bool unicode = true,
                 std::size_t columns = 50) {
  Graph graph(table, shown, unicode, columns);
  std::string text;
  for (const std::uint32_t r : OrderForDrawing(table, shown)) {
    const GraphRow row = graph.Draw(r, Node::kPlain);
    text.append(row.first).append(" ").append(table.id(r)).append("\n");
    if (!row.bend.empty()) text.append(row.bend).append("\n");
  }
  return text;
}

RevisionSet All(const Table& table) { return RevisionSet(table.revision_count, 1); }

TEST(Graph, ALineIsStraight) {
  TestTable history;
  history.Add("a", {});
  history.Add("b", {0});
  history.Add("c", {1});
  const Table table = history.table();
  EXPECT_EQ(Draw(table, All(table)), "● c\n● b\n● a\n");
}

TEST(Graph, AMergeOfThree) {
  TestTable history;
  history.Add("a", {});
  history.Add("b", {0});
  history.Add("c", {0});
  history.Add("d", {0});
  history.Add("m", {1, 2, 3});
  const Table table = history.table();
  EXPECT_EQ(Draw(table, All(table)),
            "● m\n"
            "├─┬─╮\n"
            "● │ │ b\n"
            "│ ● │ c\n"
            "├─╯ │\n"
            "│   ● d\n"
            "├───╯\n"
            "● a\n");
}

TEST(Graph, ACrossedLaneStaysWhole) {
  TestTable history;
  history.Add("a", {});
  history.Add("b", {});
  history.Add("c", {0});
  history.Add("d", {1});
  history.Add("e", {0});
  const Table table = history.table();
  EXPECT_EQ(Draw(table, All(table)),
            "● e\n"
            "│ ● d\n"
            "│ ● b\n"
            "│ ● c\n"
            "├─╯\n"
            "● a\n");
}

// Where the right line is the first to reach the fork, the left one takes over.
TEST(Graph, TheLineBelowAForkDoesNotDrift) {
  TestTable history;
  history.Add("z", {});
  history.Add("a", {0});
  history.Add("b", {1});
  history.Add("c", {1}, {2});
  history.Add("d", {1});
  history.Add("e", {4, 3});
  history.Add("f", {2, 5});
  const Table table = history.table();
  EXPECT_EQ(Draw(table, All(table)),
            "● f\n"
            "├─╮\n"
            "│ ● e\n"
            "│ ├─╮\n"
            "│ ● │ d\n"
            "│ │ ● c\n"
            "│ ├─╯\n"
            "● │ b\n"
            "├─╯\n"
            "● a\n"
            "● z\n");
}

TEST(Graph, LinksToWhatIsNotShownEnd) {
  TestTable history;
  history.Add("a", {});
  history.Add("b", {0});
  history.Add("c", {0});
  history.Add("m", {1, 2});
  const Table table = history.table();
  RevisionSet shown = All(table);
  shown[0] = shown[1] = 0;
  EXPECT_EQ(Draw(table, shown), "● m\n● c\n");
}

TEST(Graph, WhatNeedsAnotherStandsAboveItWithoutALine) {
  TestTable history;
  history.Add("a", {});
  history.Add("b", {});
  history.Add("c", {0}, {1});
  const Table table = history.table();
  EXPECT_EQ(Draw(table, All(table)), "● c\n● a\n● b\n");
}

TEST(Graph, ManyLanesAreCutAtTheLimit) {
  TestTable history;
  std::vector<std::uint32_t> all;
  for (int i = 1; i <= 30; ++i) all.push_back(history.Add("r" + std::to_string(i), {}));
  history.Add("m", all);
  const Table table = history.table();
  const std::string text = Draw(table, All(table), true, 5);
  EXPECT_NE(text.find("…"), std::string::npos);
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    EXPECT_LE(WidthOf(text.substr(begin, end - begin)), 9u + 5u);
    begin = end + 1;
  }
}

// On any history: each revision once, after all that need it; and every line is as wide as its lanes.
TEST(Graph, HoldsOnRandomHistories) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937 generator(seed);
    const auto random = [&] { return static_cast<std::uint32_t>(generator()); };
    TestTable history;
    const std::uint32_t count = 1 + random() % 40;
    for (std::uint32_t r = 0; r < count; ++r) {
      std::vector<std::uint32_t> parents;
      for (std::uint32_t i = random() % 4; r > 0 && i > 0; --i) {
        const std::uint32_t parent = random() % r;
        if (std::find(parents.begin(), parents.end(), parent) == parents.end()) parents.push_back(parent);
      }
      history.Add("r" + std::to_string(r), parents);
    }
    const Table table = history.table();
    const Revisions order = OrderForDrawing(table, All(table));
    ASSERT_EQ(order.size(), count);
    std::vector<std::size_t> place(count);
    for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    for (std::uint32_t r = 0; r < count; ++r) {
      for (const std::uint32_t parent : table.parents(r)) EXPECT_LT(place[r], place[parent]);
    }
    const RevisionSet shown = All(table);
    Graph graph(table, shown, true, 100);
    for (const std::uint32_t r : order) {
      const GraphRow row = graph.Draw(r, Node::kPending);
      EXPECT_EQ(row.first.substr(row.node, row.node_size), "○");
      EXPECT_EQ(WidthOf(row.first), WidthOf(row.further));
      if (table.parents(r).size() > 1) {
        EXPECT_NE(row.bend, "");
      }
    }
  }
}

}  // namespace
}  // namespace instar::command_line
