#include "tests/commands/command_test.h"

namespace instar {
namespace {

class HistoryCommand : public CommandTest {};

TEST_F(HistoryCommand, DrawsBranchesAndMerges) {
  AddDiamond();
  ASSERT_EQ(Run("history"), 0) << err();
  EXPECT_EQ(out(),
            "●  rev_d (head) make rev_d\n"
            "├─╮\n"
            "● │  rev_b (label left) make rev_b\n"
            "│ ●  rev_c (label right) make rev_c\n"
            "├─╯\n"
            "●  rev_a make rev_a\n");
}

TEST_F(HistoryCommand, DrawsInAsciiWhereThereIsNoUnicode) {
  AddDiamond();
  ASSERT_EQ(Run("history", "LC_ALL=C"), 0) << err();
  EXPECT_EQ(out(),
            "*  rev_d (head) make rev_d\n"
            "+-.\n"
            "* |  rev_b (label left) make rev_b\n"
            "| *  rev_c (label right) make rev_c\n"
            "+-'\n"
            "*  rev_a make rev_a\n");
}

TEST_F(HistoryCommand, MarksWhereTheDatabaseIs) {
  AddDiamond();
  ASSERT_EQ(Run("--database x.db upgrade rev_b"), 0) << err();
  ASSERT_EQ(Run("history -i", "LC_ALL=C.UTF-8 DATABASE_URL=sqlite:x.db"), 0) << err();
  EXPECT_TRUE(Says("● │  rev_b (current, label left)")) << out();
  EXPECT_TRUE(Says("○  rev_d (head)")) << out();
  EXPECT_TRUE(Says("●  rev_a make rev_a")) << out();
}

TEST_F(HistoryCommand, KeepsToARange) {
  AddDiamond();
  ASSERT_EQ(Run("history -r rev_b:rev_d"), 0) << err();
  EXPECT_TRUE(Says("rev_d")) << out();
  EXPECT_FALSE(Says("rev_a")) << out();
  EXPECT_EQ(Run("history -r rev_d:rev_b"), 1);
  EXPECT_TRUE(Complains("no line of revisions leads")) << err();
  EXPECT_EQ(Run("history -r rev_d"), 2);
  EXPECT_TRUE(Complains("'rev_d' is no range")) << err();
}

TEST_F(HistoryCommand, HelpsWithABrokenChain) {
  AddDiamond();
  AddRevision("rev_e", "rev_x");
  EXPECT_EQ(Run("history"), 1);
  EXPECT_TRUE(Says("●  rev_a")) << out();
  EXPECT_TRUE(Says("rev_e")) << out();
  EXPECT_TRUE(Complains("[missing-parent]")) << err();
  EXPECT_EQ(Run("heads"), 1);
  EXPECT_TRUE(Says("rev_d (head)")) << out();
  EXPECT_EQ(Run("--database x.db upgrade"), 1);
  EXPECT_FALSE(Exists("x.db"));
}

TEST_F(HistoryCommand, SeveralHeadsAreShownAndAreNoError) {
  AddRevision("rev_a", "base");
  AddRevision("rev_b", "rev_a");
  AddRevision("rev_c", "rev_a");
  ASSERT_EQ(Run("heads"), 0) << err();
  EXPECT_EQ(out(), "rev_b (head) make rev_b\nrev_c (head) make rev_c\n");
  ASSERT_EQ(Run("branches"), 0) << err();
  EXPECT_EQ(out(), "rev_a make rev_a\n  → rev_b (head) make rev_b\n  → rev_c (head) make rev_c\n");
}

TEST_F(HistoryCommand, SpeaksDot) {
  AddDiamond();
  ASSERT_EQ(Run("history --dot"), 0) << err();
  EXPECT_TRUE(Says("digraph history {")) << out();
  EXPECT_TRUE(Says("\"rev_b\" -> \"rev_d\";")) << out();
}

// Only the word itself asks the database.
TEST_F(HistoryCommand, ANameThatHoldsTheWordCurrentIsAName) {
  AddRevision("add_current_address", "base");
  ASSERT_EQ(Run("show add_current_address"), 0) << err();
  ASSERT_EQ(Run("history -r add_current_address:"), 0) << err();
  ASSERT_EQ(Run("edit add_current_address", "EDITOR=true"), 0) << err();
  for (const char* words : {"show current", "show current-1", "show +1", "history -r current:"}) {
    EXPECT_EQ(Run(words), 2) << words;
    EXPECT_TRUE(Complains("needs a database")) << err();
  }
}

TEST_F(HistoryCommand, ShowsOneRevision) {
  AddDiamond();
  ASSERT_EQ(Run("show right"), 0) << err();
  EXPECT_EQ(out(),
            "rev_c (label right) make rev_c\n"
            "    revises     rev_a\n"
            "    created     2025-10-06 15:00\n"
            "    file        migrations/rev_c.migration\n");
  EXPECT_EQ(Run("show rev_"), 1);
  EXPECT_TRUE(Complains("several revisions begin with 'rev_'")) << err();
}

}  // namespace
}  // namespace instar
