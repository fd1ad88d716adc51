#include "tests/commands/command_test.h"

namespace instar {
namespace {

class DatabaseCommand : public CommandTest {};

TEST_F(DatabaseCommand, GoesUpAndDown) {
  AddDiamond();
  ASSERT_EQ(Run("--database sqlite:x.db upgrade +1"), 0) << err();
  EXPECT_TRUE(Says("now at rev_a")) << out();
  ASSERT_EQ(Run("--database x.db upgrade"), 0) << err();
  EXPECT_EQ(Query("x.db", "select revision from instar_version"), "rev_d");
  ASSERT_EQ(Run("--database x.db upgrade"), 0) << err();
  EXPECT_EQ(out(), "nothing to do: at rev_d\n");
  ASSERT_EQ(Run("--database x.db downgrade rev_a"), 0) << err();
  EXPECT_TRUE(Says("now at rev_a")) << out();
  ASSERT_EQ(Run("--database x.db downgrade base --json"), 0) << err();
  EXPECT_TRUE(Says("\"direction\": \"downgrade\"")) << out();
  EXPECT_EQ(Query("x.db", "select count(*) from sqlite_schema where name like 't_%'"), "0");
}

TEST_F(DatabaseCommand, DryRunChangesNothing) {
  AddDiamond();
  ASSERT_EQ(Run("--database x.db upgrade --dry-run"), 0) << err();
  EXPECT_TRUE(Says("would apply  rev_a")) << out();
  EXPECT_FALSE(Exists("x.db"));
}

TEST_F(DatabaseCommand, TellsTheState) {
  AddDiamond();
  ASSERT_EQ(Run("--database x.db status"), 0) << err();
  EXPECT_TRUE(Says("no such file yet: an upgrade makes it, 4 revisions pending")) << out();
  EXPECT_FALSE(Exists("x.db"));
  ASSERT_EQ(Run("--database x.db current"), 0) << err();
  EXPECT_EQ(out(), "base\n");
  ASSERT_EQ(Run("--database x.db upgrade rev_a"), 0) << err();
  EXPECT_EQ(Run("--database x.db current -c"), 1);
  EXPECT_EQ(out(), "rev_a (current) make rev_a\n");
  EXPECT_TRUE(Complains("3 revisions are to be applied")) << err();
  ASSERT_EQ(Run("--database x.db status"), 0) << err();
  EXPECT_TRUE(Says("state     3 revisions pending")) << out();
  EXPECT_TRUE(Says("last      upgrade of rev_a")) << out();
}

TEST_F(DatabaseCommand, StopsBeforeARevisionThatCallsCpp) {
  AddRevision("rev_a", "base");
  Write("migrations/rev_b.migration",
        "revision rev_b;\nrevises rev_a;\nupgrade { call shop::Fill; }\ndowngrade { }\n");
  AddRevision("rev_c", "rev_b");
  EXPECT_EQ(Run("--database x.db upgrade"), 1);
  EXPECT_TRUE(Says("applied  rev_a")) << out();
  EXPECT_TRUE(Complains("stopped before revision 'rev_b': it calls the C++ function 'shop::Fill'")) << err();
  EXPECT_EQ(Query("x.db", "select revision from instar_version"), "rev_a");
  EXPECT_EQ(Run("--database x.db upgrade --json"), 1);
  EXPECT_TRUE(Says("\"ok\": false")) << out();
}

TEST_F(DatabaseCommand, SaysWhatIsWrongWithADatabase) {
  AddDiamond();
  EXPECT_EQ(Run("current"), 2);
  EXPECT_TRUE(Complains("give --database URL, or set DATABASE_URL")) << err();
  EXPECT_EQ(Run("current", "DATABASE_URL=postgresql://me:secret@host/db"), 1);
  EXPECT_TRUE(Complains("no driver for postgresql")) << err();
  EXPECT_FALSE(Complains("secret")) << err();
  Write("letter.db", "A letter to a friend, and no database at all: long enough to be looked into.");
  EXPECT_EQ(Run("--database letter.db status"), 1);
  EXPECT_TRUE(Complains("not a database")) << err();
}

}  // namespace
}  // namespace instar
