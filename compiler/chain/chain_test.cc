#include "compiler/chain/chain.h"

#include <gtest/gtest.h>

#include "compiler/chain/test_history.h"

namespace instar::compiler {
namespace {

using Strings = std::vector<std::string>;

// What is reported; such a history yields no chain.
std::string Broken(TestHistory history) {
  EXPECT_FALSE(history.Build());
  return history.Report();
}

Strings Kinds(TestHistory history) {
  history.Build();
  return history.Kinds();
}

TEST(Chain, NothingToReport) {
  TestHistory history;
  history.Add("a", "revises base;").Add("b", "revises a; label old;").Add("c", "revises a; depends on old;");
  history.Add("d", "revises b, c; depends on b, old, b;");
  const auto chain = history.Build();
  ASSERT_TRUE(chain) << history.Report();
  EXPECT_EQ(history.Report(), "");
  ASSERT_EQ(chain->revisions.size(), 4u);
  const Revision& merge = chain->revisions[3];
  EXPECT_EQ(merge.id, "d");
  EXPECT_EQ(merge.tree->header.revision->text, "d");
  EXPECT_EQ(merge.parents, (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(merge.dependencies, (std::vector<std::uint32_t>{1}));
}

TEST(Chain, NoRevisions) {
  TestHistory history;
  const auto chain = history.Build();
  ASSERT_TRUE(chain);
  EXPECT_TRUE(chain->revisions.empty());
}

TEST(Chain, DuplicateRevision) {
  EXPECT_EQ(Broken(TestHistory()
                       .Add("a", "revises base;")
                       .Add("b", "revises a;")
                       .AddFile("copy", "revision b; revises a; upgrade {}")
                       .AddFile("other", "revision b; revises b; upgrade {}")),
            "copy:1:10: duplicate-revision: two migrations have the id 'b'\n"
            "  b.migration:1:10: the first 'b' is here\n"
            "other:1:10: duplicate-revision: two migrations have the id 'b'\n"
            "  b.migration:1:10: the first 'b' is here\n");
}

// The copy was to be given a name of its own: what it seems to close is no cycle.
TEST(Chain, DuplicateRevisionDoesNotCascade) {
  EXPECT_EQ(Kinds(TestHistory()
                      .AddFile("1", "revision a; revises b; label x; upgrade {}")
                      .AddFile("2", "revision a; revises base; label x; upgrade {}")
                      .Add("b", "revises a;")),
            (Strings{"duplicate-revision"}));
}

TEST(Chain, MissingParent) {
  EXPECT_EQ(Broken(TestHistory().Add("first", "revises base;").Add("b", "revises zebra;")),
            "b.migration:2:9: missing-parent: 'b' revises 'zebra', which does not exist\n");
}

TEST(Chain, MissingParentMisspelt) {
  EXPECT_EQ(Broken(TestHistory().Add("add_users", "revises base;").Add("b", "revises add_usres;")),
            "b.migration:2:9: missing-parent: 'b' revises 'add_usres', which does not exist; did you mean "
            "'add_users'?\n"
            "  add_users.migration:1:10: 'add_users' is here\n");
}

TEST(Chain, MissingParentOneCharacterOff) {
  EXPECT_EQ(Broken(TestHistory().Add("add_users", "revises base;").Add("b", "revises add_user;")),
            "b.migration:2:9: missing-parent: 'b' revises 'add_user', which does not exist; did you mean "
            "'add_users'?\n"
            "  add_users.migration:1:10: 'add_users' is here\n"
            "  fix: 'revises add_users;'\n");
}

TEST(Chain, OneLostFileIsOneError) {
  EXPECT_EQ(Broken(TestHistory()
                       .Add("a", "revises base;")
                       .Add("x", "revises zebra;")
                       .Add("y", "revises zebra;")
                       .Add("z", "revises x, y;")),
            "x.migration:2:9: missing-parent: 'x' revises 'zebra', which does not exist\n"
            "  y.migration:2:9: 'y' revises 'zebra' as well\n");
}

TEST(Chain, ParentByLabel) {
  EXPECT_EQ(
      Broken(TestHistory().Add("a", "revises base; label shop;").Add("b", "revises shop;")),
      "b.migration:2:9: missing-parent: 'b' revises 'shop', which is a label and not a revision; did you "
      "mean 'a'?\n"
      "  a.migration:1:10: 'a' is here\n");
}

TEST(Chain, MissingDependency) {
  EXPECT_EQ(
      Broken(TestHistory()
                 .Add("5f7a3e1b8d42", "revises base; label billing;")
                 .Add("b", "revises 5f7a3e1b8d42; depends on 5f7a;")
                 .Add("c", "revises b; depends on Billing;")),
      "b.migration:2:34: missing-dependency: 'b' depends on '5f7a', which does not exist; did you mean "
      "'5f7a3e1b8d42'?\n"
      "  5f7a3e1b8d42.migration:1:10: '5f7a3e1b8d42' is here\n"
      "c.migration:2:23: missing-dependency: 'c' depends on 'Billing', which does not exist; did you mean "
      "'billing'?\n"
      "  5f7a3e1b8d42.migration:2:21: 'billing' is here\n"
      "  fix: 'revises b; depends on billing;'\n");
}

TEST(Chain, SelfLoop) {
  EXPECT_EQ(Broken(TestHistory().Add("a", "revises base;").Add("b", "revises b;")),
            "b.migration:2:9: self-loop: 'b' revises itself\n");
}

TEST(Chain, Cycle) {
  EXPECT_EQ(Broken(TestHistory()
                       .Add("a", "revises base;")
                       .Add("d", "revises c;")
                       .Add("c", "revises a, b;")
                       .Add("b", "revises d;")
                       .Add("e", "revises d;")),
            "b.migration:2:9: cycle: 'b' revises 'd', which leads back to 'b'\n"
            "  d.migration:2:9: 'd' revises 'c' here\n"
            "  c.migration:2:12: 'c' revises 'b' here\n");
}

TEST(Chain, EachCycleOnce) {
  EXPECT_EQ(Kinds(TestHistory()
                      .Add("a", "revises b;")
                      .Add("b", "revises a;")
                      .Add("c", "revises d;")
                      .Add("d", "revises c, a;")),
            (Strings{"cycle", "cycle"}));
}

TEST(Chain, LongCycle) {
  TestHistory history;
  for (int i = 0; i < 50; ++i) {
    history.Add("r" + std::to_string(i), "revises r" + std::to_string((i + 1) % 50) + ";");
  }
  const std::string report = Broken(history);
  EXPECT_EQ(std::count(report.begin(), report.end(), '\n'), 18) << report;
  EXPECT_NE(report.find("  and so on: the cycle has 50 revisions\n"), std::string::npos) << report;
}

TEST(Chain, DependencySelfLoop) {
  EXPECT_EQ(Broken(TestHistory()
                       .Add("a", "revises base; depends on a;")
                       .Add("b", "revises a; label own; depends on own;")),
            "a.migration:2:26: dependency-self-loop: 'a' depends on itself\n"
            "b.migration:2:34: dependency-self-loop: 'b' depends on itself, by its own label 'own'\n"
            "  b.migration:2:18: the label is here\n");
}

TEST(Chain, DependencyCycle) {
  EXPECT_EQ(
      Broken(TestHistory()
                 .Add("a", "revises base;")
                 .Add("b", "revises a; depends on last;")
                 .Add("c", "revises b;")
                 .Add("d", "revises c; label last;")),
      "b.migration:2:23: dependency-cycle: 'b' depends on 'last', a label of 'd', which leads back to 'b'\n"
      "  d.migration:2:9: 'd' revises 'c' here\n"
      "  c.migration:2:9: 'c' revises 'b' here\n");
}

// 'z' is in no cycle once 'a' no longer revises 'c'.
TEST(Chain, DependencyThroughACycleIsNotReported) {
  EXPECT_EQ(Kinds(TestHistory()
                      .Add("a", "revises c;")
                      .Add("b", "revises a;")
                      .Add("c", "revises b; depends on z;")
                      .Add("z", "revises a;")),
            (Strings{"cycle"}));
}

TEST(Chain, CycleAndDependencyCycle) {
  EXPECT_EQ(Kinds(TestHistory()
                      .Add("a", "revises b;")
                      .Add("b", "revises a;")
                      .Add("c", "revises b; depends on d;")
                      .Add("d", "revises c;")),
            (Strings{"cycle", "dependency-cycle"}));
}

TEST(Chain, MultipleHeads) {
  TestHistory history;
  history.Add("a", "revises base;").Add("b", "revises a;").Add("c", "revises a; depends on b;");
  EXPECT_EQ(Broken(history),
            "c.migration:1:10: multiple-heads: the history has 2 heads: 'b', 'c'\n"
            "  b.migration:1:10: 'b' is a head too\n"
            "  merge them: add a revision with 'revises b, c;', or let one of them revise the other\n");
  EXPECT_TRUE(history.Build({.allow_multiple_heads = true}));
}

TEST(Chain, MultipleBases) {
  TestHistory history;
  history.Add("a", "revises base;").Add("b", "revises base;").Add("c", "revises a, b;");
  EXPECT_EQ(Broken(history),
            "b.migration:2:1: multiple-bases: the history has 2 bases: 'a', 'b'\n"
            "  a.migration:2:1: 'a' is a base too\n");
  EXPECT_TRUE(history.Build({.allow_multiple_bases = true}));
}

TEST(Chain, DuplicateLabel) {
  EXPECT_EQ(Broken(TestHistory()
                       .Add("a", "revises base; label shop, c;")
                       .Add("b", "revises a; label shop;")
                       .Add("c", "revises b; depends on shop;")),
            "a.migration:2:27: duplicate-label: label 'c' of 'a' is also the id of a revision\n"
            "  c.migration:1:10: revision 'c' is here\n"
            "b.migration:2:18: duplicate-label: label 'shop' of 'b' is already a label of 'a'\n"
            "  a.migration:2:21: the first label 'shop' is here\n");
}

TEST(Chain, DuplicateParent) {
  EXPECT_EQ(Broken(TestHistory()
                       .Add("a", "revises base;")
                       .Add("b", "revises a;")
                       .Add("c", "revises a;")
                       .Add("d", "revises b, c, b;")),
            "d.migration:2:15: duplicate-parent: 'd' revises 'b' twice\n"
            "  d.migration:2:9: the first 'b' is here\n"
            "  fix: 'revises b, c;'\n");
}

TEST(Chain, RedundantParentIsAWarning) {
  TestHistory history;
  history.Add("a", "revises base;").Add("b", "revises a;").Add("c", "revises b;").Add("d", "revises a, c;");
  EXPECT_TRUE(history.Build());
  EXPECT_EQ(history.Report(),
            "d.migration:2:9: redundant-parent: 'd' need not revise 'a': 'c' comes after it\n"
            "  a.migration:1:10: 'a' is here\n");
}

TEST(Chain, RedundantParentByRevisesAlone) {
  TestHistory history;
  history.Add("a", "revises base;").Add("b", "revises a;").Add("c", "revises a; depends on b;");
  history.Add("d", "revises b, c;");
  EXPECT_TRUE(history.Build());
  EXPECT_EQ(history.Report(), "");
}

TEST(Chain, CaseOnlyDifferenceIsAWarning) {
  TestHistory history;
  history.Add("a", "revises base;").Add("A", "revises a; label Shop, shop;");
  EXPECT_TRUE(history.Build());
  EXPECT_EQ(history.Report(),
            "A.migration:1:10: case-only-difference: 'A' and 'a' differ in upper and lower case only\n"
            "  a.migration:1:10: 'a' is here\n"
            "A.migration:2:24: case-only-difference: 'shop' and 'Shop' differ in upper and lower case only\n"
            "  A.migration:2:18: 'Shop' is here\n");
}

// The lost parent may be what makes two heads of one line.
TEST(Chain, MissingParentMakesNoHeadsOrBases) {
  EXPECT_EQ(Kinds(TestHistory()
                      .Add("a", "revises base;")
                      .Add("b", "revises a;")
                      .Add("c", "revises zebra;")
                      .Add("d", "revises c;")),
            (Strings{"missing-parent"}));
}

TEST(Chain, HeadsBesideAMissingParent) {
  EXPECT_EQ(Kinds(TestHistory()
                      .Add("a", "revises base;")
                      .Add("b", "revises a;")
                      .Add("c", "revises a;")
                      .Add("d", "revises zebra;")),
            (Strings{"missing-parent", "multiple-heads"}));
  // It is clear which one was meant: one line in two pieces, and another head.
  EXPECT_EQ(Kinds(TestHistory()
                      .Add("add_users", "revises base;")
                      .Add("b", "revises add_user;")
                      .Add("c", "revises b;")
                      .Add("d", "revises b;")),
            (Strings{"missing-parent", "multiple-heads"}));
}

TEST(Chain, SelfLoopOrCycleMakesNoHeads) {
  EXPECT_EQ(Kinds(TestHistory().Add("a", "revises base;").Add("b", "revises b;").Add("c", "revises b;")),
            (Strings{"self-loop"}));
  EXPECT_EQ(Kinds(TestHistory()
                      .Add("a", "revises base;")
                      .Add("b", "revises c;")
                      .Add("c", "revises b;")
                      .Add("d", "revises c;")),
            (Strings{"cycle"}));
}

TEST(Chain, FileWithoutReadableId) {
  TestHistory history;
  history.Add("a", "revises base;").AddFile("bad", "what is this").Add("c", "revises b;");
  history.Add("d", "revises a; depends on x;").Add("e", "revises e;");
  EXPECT_FALSE(history.Build());
  EXPECT_EQ(history.Kinds(), (Strings{"self-loop"}));
}

TEST(Chain, IllegalIdsDoNotCascade) {
  EXPECT_EQ(Kinds(TestHistory()
                      .Add("a", "revises base;")
                      .Add("x-y", "revises a;")
                      .Add("c", "revises x-y, a@b; depends on p@q;")
                      .Add("d", "revises x-y;")),
            (Strings{}));
  EXPECT_EQ(Kinds(TestHistory().Add("base", "revises base;").Add("b", "revises base;")), (Strings{}));
}

// What the parser could not read may be a parent.
TEST(Chain, BrokenRevisesClauseMakesNoHeads) {
  EXPECT_EQ(Kinds(TestHistory()
                      .Add("a", "revises base;")
                      .Add("b", "revises a;")
                      .Add("c", "revises a;")
                      .Add("d", "revises b c;")),
            (Strings{}));
  EXPECT_EQ(Kinds(TestHistory().Add("a", "revises base;").Add("b", "").Add("c", "revises b;")), (Strings{}));
}

TEST(Chain, AllInOneRun) {
  EXPECT_EQ(Kinds(TestHistory()
                      .Add("a", "revises base;")
                      .Add("b", "revises base; depends on nothing_such;")
                      .AddFile("b2", "revision b; revises a; upgrade {}")
                      .Add("c", "revises a, a; depends on c;")
                      .Add("d", "revises d; label l;")
                      .Add("e", "revises zebra; label l;")
                      .Add("f", "revises g;")
                      .Add("g", "revises f;")
                      .Add("h", "revises base; depends on i;")
                      .Add("i", "revises h;")
                      .Add("j", "revises a;")
                      .Add("J", "revises a;")),
            (Strings{"case-only-difference", "cycle", "dependency-cycle", "dependency-self-loop",
                     "duplicate-label", "duplicate-parent", "duplicate-revision", "missing-dependency",
                     "missing-parent", "multiple-bases", "multiple-heads", "self-loop"}));
}

// Each of these was quadratic or deep in some other tool.
TEST(Chain, LargeHistories) {
  constexpr int kSize = 20000;
  TestHistory line, cycle, lost;
  for (int i = 0; i < kSize; ++i) {
    const std::string id = "r" + std::to_string(i), next = "r" + std::to_string(i + 1);
    line.Add(id, i + 1 < kSize ? "revises " + next + ";" : "revises base;");
    cycle.Add(id, "revises " + (i + 1 < kSize ? next : "r0") + ";");
    lost.Add(id, "revises lost" + std::to_string(i) + ";");
  }
  const auto chain = line.Build();
  ASSERT_TRUE(chain);
  EXPECT_EQ(chain->revisions.front().id, "r19999");
  EXPECT_EQ(chain->revisions.back().id, "r0");
  EXPECT_EQ(Kinds(cycle), (Strings{"cycle"}));
  lost.Build();
  EXPECT_EQ(lost.diagnostics().errors(), kSize);
}

}  // namespace
}  // namespace instar::compiler
