#include "tests/commands/command_test.h"

namespace instar {
namespace {

class Usage : public CommandTest {};

TEST_F(Usage, EachMistakeHasItsOwnMessage) {
  const struct {
    const char* words;
    const char* message;
  } kCases[] = {
      {"", "a verb is missing"},
      {"upgarde", "there is no verb 'upgarde'; did you mean 'upgrade'?"},
      {"--databse x upgrade", "there is no option '--databse'; did you mean '--database'?"},
      {"upgrade --dry-rum", "there is no option '--dry-rum' of 'upgrade'; did you mean '--dry-run'?"},
      {"upgrade -y", "there is no option '-y' of 'upgrade'"},
      {"--dry-run upgrade", "--dry-run stands after its verb, as in 'upgrade --dry-run'"},
      {"upgrade --database", "--database needs a value: --database URL"},
      {"upgrade --json=yes", "--json takes no value"},
      {"upgrade --json --json", "--json is given twice"},
      {"upgrade one two", "'upgrade' takes [REVISION], and nothing more: what is 'two'?"},
      {"downgrade", "'downgrade' needs REVISION"},
      {"heads now", "'heads' takes no argument, but was given 'now'"},
      {"heads --color=blue", "--color is always, never or auto, and not 'blue'"},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(Run(one.words), 2) << one.words;
    EXPECT_TRUE(Complains(one.message)) << one.words << "\n" << err();
    EXPECT_EQ(out(), "") << one.words;
  }
}

// From docs/from-alembic.md, where it says `none`, and -n.
TEST_F(Usage, WhatOnlyAlembicHas) {
  const struct {
    const char* words;
    const char* message;
  } kCases[] = {
      {"list_templates", "there is no verb 'list_templates'; unlike in Alembic there is one kind of project"},
      {"init -t async shop",
       "there is no option '-t' of 'init'; unlike in Alembic there is one kind of project"},
      {"init --template=async shop", "'migration.template' beside them"},
      {"init --package shop",
       "there is no option '--package' of 'init'; unlike in Alembic migrations are compiled"},
      {"-x data=true upgrade head",
       "there is no option '-x'; unlike in Alembic no script of the project reads it"},
      {"-n prod upgrade head", "there is no option '-n'; unlike in Alembic it is --target NAME that chooses"},
      {"--raiseerr upgrade head", "there is no option '--raiseerr'; unlike in Alembic there is no traceback"},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(Run(one.words), 2) << one.words;
    EXPECT_TRUE(Complains(one.message)) << one.words << "\n" << err();
  }
  EXPECT_EQ(Run("--database x.db upgrade -x"), 2);
  EXPECT_TRUE(Complains("there is no option '-x' of 'upgrade'; unlike in Alembic")) << err();
}

TEST_F(Usage, HelpIsOnTheStandardOutput) {
  ASSERT_EQ(Run("help"), 0);
  EXPECT_TRUE(Says("THE DATABASE")) << out();
  EXPECT_EQ(err(), "");
  ASSERT_EQ(Run("upgrade --help"), 0);
  EXPECT_TRUE(Says("instar upgrade [OPTION...] [REVISION]")) << out();
  const std::string by_option = out();
  ASSERT_EQ(Run("help upgrade"), 0);
  EXPECT_EQ(out(), by_option);
}

TEST_F(Usage, ColourWhereItIsAskedFor) {
  AddDiamond();
  ASSERT_EQ(Run("heads"), 0);
  EXPECT_FALSE(Says("\x1B["));
  ASSERT_EQ(Run("heads --color always"), 0);
  EXPECT_TRUE(Says("\x1B["));
  ASSERT_EQ(Run("heads", "CLICOLOR_FORCE=1"), 0);
  EXPECT_TRUE(Says("\x1B["));
  ASSERT_EQ(Run("heads", "CLICOLOR_FORCE=1 NO_COLOR=1"), 0);
  EXPECT_FALSE(Says("\x1B["));
}

TEST_F(Usage, FailsWhenTheOutputIsFull) {
  AddDiamond();
  EXPECT_EQ(Run("history >/dev/full"), 1);
}

}  // namespace
}  // namespace instar
