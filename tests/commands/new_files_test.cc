#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>

#include "tests/commands/command_test.h"

namespace instar {
namespace {

namespace fs = std::filesystem;

// 2025-10-06 15:00 UTC.
constexpr char kClock[] = "LC_ALL=C.UTF-8 TZ=UTC SOURCE_DATE_EPOCH=1759762800";

class NewFiles : public CommandTest {};

TEST_F(NewFiles, ARevisionFollowsTheHead) {
  AddRevision("rev_a", "base");
  ASSERT_EQ(Run("revision -m 'Add \"e-mail\" to users' --rev-id rev_b", kClock), 0) << err();
  EXPECT_EQ(out(), "created migrations/2025_10_06_1500_rev_b_add_e_mail_to_users.migration\n");
  EXPECT_EQ(Read("migrations/2025_10_06_1500_rev_b_add_e_mail_to_users.migration"),
            "revision rev_b \"Add \"\"e-mail\"\" to users\";\n"
            "revises  rev_a;\n"
            "created  '2025-10-06 15:00';\n"
            "\n"
            "upgrade {\n"
            "}\n");
  ASSERT_EQ(Run("check"), 0) << err();
  EXPECT_EQ(out(), "2 revisions: the history is sound\n");
}

TEST_F(NewFiles, TheFirstOneFollowsTheBase) {
  ASSERT_EQ(Run("revision", kClock), 0) << err();
  ASSERT_EQ(Run("heads --json"), 0) << err();
  EXPECT_TRUE(Says("\"parents\": []")) << out();
  EXPECT_TRUE(Says("\"created\": \"2025-10-06 15:00\"")) << out();
}

TEST_F(NewFiles, TwoInTheSameMinuteHaveDifferentIds) {
  AddRevision("rev_a", "base");
  for (int i = 0; i < 5; ++i) ASSERT_EQ(Run("revision -m same --head rev_a --splice", kClock), 0) << err();
  EXPECT_EQ(CountMigrations(), 6u);
  ASSERT_EQ(Run("heads"), 0) << err();
}

TEST_F(NewFiles, NothingIsOverwritten) {
  Write("instar.toml", "file_name = \"{slug}.migration\"\nmigrations = \"migrations\"\n");
  ASSERT_EQ(Run("revision -m first --rev-id rev_a"), 0) << err();
  const std::string text = Read("migrations/first.migration");
  EXPECT_EQ(Run("revision -m first --rev-id rev_b"), 2);
  EXPECT_TRUE(Complains("'migrations/first.migration' is there already")) << err();
  EXPECT_EQ(Read("migrations/first.migration"), text);
}

TEST_F(NewFiles, AllThatTheHeaderCanSay) {
  AddRevision("rev_a", "base", "label users;\n");
  AddRevision("rev_b", "rev_a", "label billing;\n");
  AddRevision("rev_c", "rev_a");
  ASSERT_EQ(Run("revision --rev-id rev_d --head rev_c --depends-on billing --depends-on rev_a "
                "--branch-label mail --branch-label letters",
                kClock),
            0)
      << err();
  EXPECT_EQ(Read("migrations/2025_10_06_1500_rev_d.migration"),
            "revision rev_d;\n"
            "revises  rev_c;\n"
            "depends on billing, rev_a;\n"
            "label    mail, letters;\n"
            "created  '2025-10-06 15:00';\n"
            "\n"
            "upgrade {\n"
            "}\n");
}

TEST_F(NewFiles, RefusesWhatWouldBreakTheHistory) {
  AddDiamond();
  AddRevision("rev_e", "rev_d");
  AddRevision("rev_f", "rev_d");
  const struct {
    const char* words;
    int exit;
    const char* message;
  } kCases[] = {
      {"revision", 1,
       "the history has several heads: 'rev_e', 'rev_f'; merge them first ('instar merge heads')"},
      {"revision --head heads", 2, "--head names one revision"},
      {"revision --head rev_a", 1, "revision 'rev_a' is no head"},
      {"revision --head rev_x", 1, "no revision or label is named 'rev_x'; did you mean"},
      {"revision --head rev_e --rev-id rev_a", 2, "--rev-id: 'rev_a' is taken"},
      {"revision --head rev_e --rev-id left", 2,
       "--rev-id: 'left' is taken: it is a label of revision 'rev_b'"},
      {"revision --head rev_e --rev-id a-b", 2, "--rev-id: 'a-b' is not an id"},
      {"revision --head rev_e --rev-id head", 2, "--rev-id: 'head'"},
      {"revision --head rev_e --branch-label rev_b", 2, "--branch-label: 'rev_b' is taken"},
      {"revision --head rev_e --branch-label x --branch-label x", 2, "--branch-label: 'x' is given twice"},
      {"revision --head rev_e --depends-on nope", 1, "--depends-on: no revision or label is named 'nope'"},
      {"revision --head rev_e -m \"$(printf 'two\\nlines')\"", 2, "--message must be one line"},
      {"revision --autogenerate -m x", 2, "--autogenerate needs the program's structs"},
      {"revision --not-renamed -m x", 2, "--not-renamed tells --autogenerate what to do"},
      {"merge rev_e", 1, "there is nothing to merge: 'rev_e' is the only one named"},
      {"merge rev_e rev_d", 1, "'rev_e' is built on 'rev_d' already"},
      {"merge base heads", 1, "'base' names no revision to merge"},
      {"merge rev_b rev_e", 1, "'rev_e' is built on 'rev_b' already"},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(Run(one.words), one.exit) << one.words << "\n" << err();
    EXPECT_TRUE(Complains(one.message)) << one.words << "\n" << err();
    EXPECT_EQ(CountMigrations(), 6u) << one.words;
  }
}

TEST_F(NewFiles, MergesHeadsAndNamedOnes) {
  AddRevision("rev_a", "base");
  AddRevision("rev_b", "rev_a");
  AddRevision("rev_c", "rev_a");
  AddRevision("rev_d", "rev_a");
  ASSERT_EQ(Run("merge rev_b rev_c -m 'merge two' --rev-id rev_e", kClock), 0) << err();
  EXPECT_NE(Read("migrations/2025_10_06_1500_rev_e_merge_two.migration").find("revises  rev_b, rev_c;"),
            std::string::npos);
  ASSERT_EQ(Run("merge heads rev_d rev_e --rev-id rev_f", kClock), 0) << err();
  ASSERT_EQ(Run("check"), 0) << err();
  ASSERT_EQ(Run("heads"), 0) << err();
  EXPECT_EQ(out(), "rev_f (head)\n");
}

TEST_F(NewFiles, MergeHelpsWithABrokenChain) {
  AddRevision("rev_a", "base");
  AddRevision("rev_b", "rev_a");
  AddRevision("rev_c", "rev_a");
  Write("migrations/bad.migration", "revision rev_x;\nrevises rev_y;\nupgrade { }\n");
  EXPECT_EQ(Run("merge rev_b rev_c --rev-id rev_m", kClock), 0) << err();
  EXPECT_TRUE(Exists("migrations/2025_10_06_1500_rev_m.migration"));
  EXPECT_TRUE(Complains("[missing-parent]")) << err();
}

TEST_F(NewFiles, NamesFollowThePatternOfTheProject) {
  const struct {
    const char* pattern;
    const char* name;
  } kCases[] = {
      {"{year}{month}{day}_{hour}{minute}-{rev}_{slug}.migration",
       "20251006_1500-rev_a_initial_schema.migration"},
      {"{year}{month}{day}_{hour}{minute}_{rev}_{slug}.migration",
       "20251006_1500_rev_a_initial_schema.migration"},
      {"{rev}_{slug}.migration", "rev_a_initial_schema.migration"},
      {"{year}_{month}_{day}_{hour}{minute}{second}_{rev}.migration", "2025_10_06_150000_rev_a.migration"},
  };
  for (const auto& one : kCases) {
    Write("instar.toml", std::string("migrations = \"migrations\"\nfile_name = \"") + one.pattern + "\"\n");
    ASSERT_EQ(Run("revision -m 'Initial schema' --rev-id rev_a", kClock), 0) << err();
    EXPECT_TRUE(Exists(std::string("migrations/") + one.name)) << out();
    fs::remove_all(folder_ / "migrations");
    fs::create_directories(folder_ / "migrations");
  }
  const struct {
    const char* pattern;
    const char* message;
  } kWrong[] = {
      {"{rev}.sql", "must end with '.migration'"}, {"{date}_{rev}.migration", "there is no {date}"},
      {"x.migration", "needs {rev} or {slug}"},    {"a/{rev}.migration", "names a folder"},
      {"{rev.migration", "needs {rev} or {slug}"}, {".{rev}.migration", "hidden files"},
  };
  for (const auto& one : kWrong) {
    Write("instar.toml", std::string("migrations = \"migrations\"\nfile_name = \"") + one.pattern + "\"\n");
    EXPECT_EQ(Run("revision"), 2) << one.pattern;
    EXPECT_TRUE(Complains(one.message)) << err();
  }
  EXPECT_EQ(CountMigrations(), 0u);
}

TEST_F(NewFiles, TheTemplateIsTheProjects) {
  Write("migrations/migration.template",
        "-- ${message} by the shop's team\n"
        "revision ${revision} ${message};\nrevises ${revises};\nlabel ${labels};\n\n"
        "upgrade {\n    -- what changes\n}\ndowngrade auto;\n");
  ASSERT_EQ(Run("revision -m hello --rev-id rev_a", kClock), 0) << err();
  EXPECT_EQ(Read("migrations/2025_10_06_1500_rev_a_hello.migration"),
            "-- \"hello\" by the shop's team\n"
            "revision rev_a \"hello\";\nrevises base;\n\n"
            "upgrade {\n    -- what changes\n}\ndowngrade auto;\n");
  Write("migrations/migration.template", "revision ${revison};\n");
  EXPECT_EQ(Run("revision"), 2);
  EXPECT_TRUE(
      Complains("migrations/migration.template:1: there is no placeholder ${revison}; did you mean "
                "'revision'?"))
      << err();
  Write("migrations/migration.template", "revision ${revision};\n");
  EXPECT_EQ(Run("revision"), 2);
  EXPECT_TRUE(Complains("does not make a migration")) << err();
  EXPECT_EQ(CountMigrations(), 1u);
}

TEST_F(NewFiles, AFolderThatCannotBeWrittenTo) {
  AddRevision("rev_a", "base");
  // Whoever runs the tests as root may write everywhere, but for folders that are gone.
  Write("instar.toml", "migrations = \"migrations\"\nfile_name = \"{rev}{slug}.migration\"\n");
  const std::string long_name(300, 'x');
  EXPECT_EQ(Run("revision --rev-id " + long_name.substr(0, 250)), 1);
  EXPECT_TRUE(Complains("cannot write")) << err();
  EXPECT_EQ(CountMigrations(), 1u);
}

TEST_F(NewFiles, TheEditorIsTheUsers) {
  AddDiamond();
  ASSERT_EQ(Run("edit left", "EDITOR='echo editing'"), 0) << err();
  EXPECT_EQ(out(), "editing migrations/rev_b.migration\n");
  ASSERT_EQ(Run("edit", "EDITOR=false VISUAL=echo"), 0) << err();
  EXPECT_EQ(out(), "migrations/rev_d.migration\n");
  EXPECT_EQ(Run("edit heads", "EDITOR=false"), 1);
  EXPECT_TRUE(Complains("the editor 'false' failed")) << err();
  EXPECT_EQ(Run("edit left"), 2);
  EXPECT_TRUE(Complains("set EDITOR or VISUAL")) << err();
  ASSERT_EQ(Run("--database x.db upgrade rev_c"), 0) << err();
  ASSERT_EQ(Run("--database x.db edit current", "EDITOR=echo"), 0) << err();
  EXPECT_EQ(out(), "migrations/rev_c.migration\n");
}

TEST_F(NewFiles, InitMakesAProjectOnce) {
  ASSERT_EQ(Run("init my-shop"), 0) << err();
  EXPECT_TRUE(Exists("my-shop/CMakeLists.txt"));
  EXPECT_NE(Read("my-shop/main.cc").find("my_shop::migrations()"), std::string::npos);
  EXPECT_TRUE(Exists("my-shop/migrations/migrations.lock"));
  EXPECT_EQ(Run("init my-shop"), 2);
  EXPECT_TRUE(Complains("'my-shop/CMakeLists.txt' is there already")) << err();
  EXPECT_EQ(Run("init 1st"), 2);
  EXPECT_TRUE(Complains("choose one with --name")) << err();
  EXPECT_FALSE(Exists("1st"));
}

TEST_F(NewFiles, CheckPrintsWhatInstarcWould) {
  AddRevision("rev_a", "base");
  Write("migrations/b.migration",
        "revision rev_b;\nrevises rev_a;\nupgrade { drop table t_rev_a; }\ndowngrade auto;\n");
  EXPECT_EQ(Run("check"), 1);
  EXPECT_TRUE(Complains("[drop-table]")) << err();
  EXPECT_EQ(Run("check --json"), 1);
  EXPECT_TRUE(Says("\"name\": \"drop-table\"")) << out();
  EXPECT_TRUE(Says("\"line\": 3")) << out();
}

}  // namespace
}  // namespace instar
