// Every form of an identifier, wrong in every way: each mistake has its own message, and nothing is changed.
#include "tests/commands/command_test.h"

namespace instar {
namespace {

class Identifiers : public CommandTest {
 protected:
  struct Case {
    const char* words;
    int exit;
    const char* message;
  };
  // By `instar` alone: what the migrations in the folder are, `shop` does not know.
  template <std::size_t count>
  void ExpectRefusals(const Case (&cases)[count]) {
    const std::string before = Query("x.db", "select revision from instar_version order by 1");
    for (const Case& one : cases) {
      EXPECT_EQ(Run(std::string("--database x.db ") + one.words), one.exit) << one.words << "\n" << err();
      EXPECT_TRUE(Complains(one.message)) << one.words << "\n" << err();
      EXPECT_EQ(Query("x.db", "select revision from instar_version order by 1"), before) << one.words;
    }
  }
  // By both, of the diamond.
  template <std::size_t count>
  void ExpectRefusalsByBoth(const Case (&cases)[count]) {
    ExpectRefusals(cases);
    for (const Case& one : cases) {
      EXPECT_EQ(RunShop(std::string("--database x.db ") + one.words), one.exit) << one.words << "\n" << err();
      EXPECT_TRUE(Complains(one.message)) << one.words << "\n" << err();
    }
    ExpectRefusals(cases);
  }
};

TEST_F(Identifiers, FormsThatAreNone) {
  AddDiamond();
  ASSERT_EQ(Run("--database x.db upgrade rev_a"), 0) << err();
  ExpectRefusalsByBoth({
      {"upgrade ''", 2, "the revision is empty; write an id, a label, 'head'"},
      {"upgrade +", 2, "'+' has no number after '+'"},
      {"upgrade +0", 2, "'+0' counts no steps"},
      {"upgrade +1x", 2, "'+1x' goes on with 'x' after the number of steps"},
      {"upgrade rev_a+", 2, "'rev_a+' has no number after '+'"},
      {"upgrade left@", 2, "'left@' has nothing after '@'; write 'left@head'"},
      {"upgrade @head", 2, "'@head' has nothing before '@'"},
      {"upgrade left@right@head", 2, "'left@right@head' has more than one '@'"},
      {"upgrade heads@head", 2, "'heads' is not a branch"},
      {"upgrade 'rev a'", 2, "'rev a' has the character ' '"},
      {"upgrade rev~1", 2, "'rev~1' has the character '~'"},
      {"upgrade rev_a:rev_b", 2, "'rev_a:rev_b' is a range, which only --sql understands; name one revision"},
      {"downgrade -1-1", 2, "'-1-1' goes on with '-1'"},
      {"stamp 'rev a'", 2, "'rev a' has the character ' '"},
      {"show ''", 2, "the revision is empty"},
      {"show left@", 2, "'left@' has nothing after '@'"},
      {"history -r rev_a", 2, "'rev_a' is no range; write A:B"},
      {"history -r a:b:c", 2, "'a:b:c' is no range"},
      {"history -r rev_a+:", 2, "'rev_a+' has no number"},
  });
}

TEST_F(Identifiers, NamesOfNothing) {
  AddDiamond();
  ASSERT_EQ(Run("--database x.db upgrade rev_a"), 0) << err();
  ExpectRefusalsByBoth({
      {"upgrade rev_x", 1, "no revision or label is named 'rev_x'; did you mean 'rev_a'?"},
      {"upgrade lfet", 1, "no revision or label is named 'lfet'; did you mean 'left'?"},
      {"upgrade re", 1,
       "no revision or label is named 're'; write all of it, or at least its first 4 characters"},
      {"upgrade something_else", 1,
       "no revision or label is named 'something_else' or begins so; check the spelling"},
      {"upgrade rev_", 1, "several revisions begin with 'rev_': 'rev_a', 'rev_b', 'rev_c' and more"},
      {"upgrade lost@head", 1, "no revision or label is named 'lost'"},
      {"show rev_x", 1, "did you mean"},
      {"stamp rev_x", 1, "did you mean"},
      {"downgrade rev_x", 1, "did you mean"},
      {"history -r rev_x:", 1, "did you mean"},
      {"history -r :rev_x", 1, "did you mean"},
      {"show re", 1, "at least its first 4 characters"},
      {"stamp rev_", 1, "several revisions begin with 'rev_'"},
      {"downgrade lost@-1", 1, "no revision or label is named 'lost'"},
      {"upgrade REV_A", 1,
       "no revision or label is named 'REV_A' or begins so; check the spelling, capitals too"},
  });
}

TEST_F(Identifiers, PlacesThatCannotBeReached) {
  AddDiamond();
  ASSERT_EQ(Run("--database x.db upgrade rev_b"), 0) << err();
  ExpectRefusalsByBoth({
      {"upgrade +9", 1, "'+9' counts past 'rev_d', which is the newest on its line; write a smaller number"},
      {"upgrade head+1", 1, "'head+1' counts past 'rev_d'"},
      {"upgrade rev_a+1", 1, "'rev_a+1' is ambiguous: the history forks at 'rev_a'; name a branch"},
      {"upgrade right@+9", 1, "'right@+9' counts past"},
      {"upgrade -1", 1, "an upgrade cannot go down by '-1'; write '+N', or ask for a downgrade"},
      {"upgrade left@rev_c", 1, "revision 'rev_c' is not on branch 'left'"},
      {"upgrade head-9", 1, "'head-9' is ambiguous: 'rev_d' merges 'rev_b', 'rev_c'"},
      {"downgrade +1", 1, "a downgrade cannot go up by '+1'; write '-N', or ask for an upgrade"},
      {"downgrade -9", 1, "'-9' counts past the first revision; write a smaller number, or 'base'"},
      {"downgrade rev_a-5", 1, "'rev_a-5' counts past the first revision"},
      {"downgrade rev_d", 1, "'rev_d' is not below what is applied, so there is nothing to undo"},
      {"downgrade current+", 2, "'current+' has no number"},
  });
}

TEST_F(Identifiers, SeveralHeadsAreNotOne) {
  AddRevision("rev_a", "base");
  AddRevision("rev_b", "rev_a", "label left;\n");
  AddRevision("rev_c", "rev_a");
  // What waits to be merged does not build, and so migrates nothing; reading it is no error.
  EXPECT_EQ(Run("--database x.db upgrade heads"), 1);
  EXPECT_TRUE(Complains("[multiple-heads]")) << err();
  EXPECT_FALSE(Exists("x.db"));
  EXPECT_EQ(Run("show head"), 1);
  EXPECT_TRUE(Complains("'head' must be one revision, but there are several: 'rev_b', 'rev_c'")) << err();
  ASSERT_EQ(Run("show heads"), 0) << err();
  ASSERT_EQ(Run("show left@head"), 0) << err();
  EXPECT_TRUE(Says("rev_b (head, label left)")) << out();
  Write("instar.toml", "migrations = \"migrations\"\noptions = [\"--allow-multiple-heads\"]\n");
  ASSERT_EQ(Run("--database x.db upgrade rev_a"), 0) << err();
  ExpectRefusals({
      {"upgrade head", 1, "'head' must be one revision"},
      {"upgrade +1", 1, "'+1' is ambiguous: the history forks at 'rev_a'"},
  });
  ASSERT_EQ(Run("--database x.db upgrade"), 0) << err();
  ExpectRefusals({
      {"upgrade +1", 1, "'+1' is ambiguous: the database is at 'rev_b', 'rev_c'"},
      {"downgrade -1", 1, "'-1' is ambiguous: the database is at 'rev_b', 'rev_c'; name a branch"},
  });
  ASSERT_EQ(Run("--database x.db downgrade left@-1"), 0) << err();
  EXPECT_EQ(Query("x.db", "select revision from instar_version"), "rev_c");
}

}  // namespace
}  // namespace instar
