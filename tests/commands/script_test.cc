// Scripts of --sql: what the sqlite3 shell makes of one is what the command makes.
#include <cstdlib>

#include "tests/commands/command_test.h"

namespace instar {
namespace {

class ScriptCommand : public CommandTest {
 protected:
  // Keeps what the last command printed, and runs it.
  int Shell(const std::string& database) const {
    Write("script.sql", out());
    const std::string command =
        "cd '" + folder_.string() + "' && sqlite3 " + database + " < script.sql > shell.txt 2>&1";
    return std::system(command.c_str());
  }

  // All but the times in the history.
  std::string Dump(const std::string& database) const {
    const bool journal =
        Query(database, "select count(*) from sqlite_master where name = 'instar_journal'") == "1";
    return Query(database, "select type || name || coalesce(sql, '') from sqlite_master order by 1") + "\n" +
           Query(database, "select revision || chain_hash from instar_version order by 1") + "\n" +
           Query(database,
                 "select action || coalesce(revision, '') || coalesce(parents, '') || "
                 "coalesce(meaning_hash, '') || coalesce(program, '') from instar_history order by id") +
           "\n" + (journal ? Query(database, "select count(*) from instar_journal") : "") + "\n" +
           Query(database, "pragma user_version");
  }

  // The command on one database, its script on another that was the same.
  void ExpectSame(const std::string& command, const std::string& script) {
    ASSERT_EQ(Run("--database run.db " + command), 0) << err();
    ASSERT_EQ(Run(script + " --sql"), 0) << err();
    const std::string text = out();
    ASSERT_EQ(Shell("script.db"), 0) << text << Read("shell.txt");
    EXPECT_EQ(Read("shell.txt"), "") << "a script asks nothing and prints nothing\n" << text;
    EXPECT_EQ(Dump("script.db"), Dump("run.db")) << text;
  }
};

TEST_F(ScriptCommand, AStamp) {
  AddDiamond();
  for (const char* database : {"run.db", "script.db"})
    Query(database, "create table mine (x)", Open::kCreate);
  ExpectSame("stamp rev_b rev_c", "stamp rev_b rev_c");
  ExpectSame("stamp head", "stamp rev_b,rev_c:head");
  EXPECT_EQ(Query("script.db", "select revision from instar_version"), "rev_d");
  EXPECT_NE(Shell("script.db"), 0) << "it begins elsewhere";
  EXPECT_EQ(Dump("script.db"), Dump("run.db"));
  ExpectSame("stamp rev_a", "stamp head:rev_a");
  ExpectSame("stamp base", "stamp rev_a:base");
  EXPECT_EQ(Query("script.db", "select count(*) from instar_version"), "0");
  EXPECT_EQ(Query("script.db", "select count(*) from sqlite_schema where name like 't_rev%'"), "0");
}

TEST_F(ScriptCommand, AStampInTheOtherFrontEnd) {
  AddDiamond();
  const auto without_times = [](std::string text) {
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
      if (text[i] >= '0' && text[i] <= '9') text[i] = '0';
    }
    return text;
  };
  for (const char* words : {"stamp rev_b rev_c --sql", "stamp rev_a:head --sql", "ensure_version --sql"}) {
    ASSERT_EQ(Run(words), 0) << err();
    std::string by_instar = without_times(out());
    ASSERT_EQ(RunShop(words), 0) << err();
    const std::string by_shop = without_times(out());
    for (std::size_t at = 0; (at = by_instar.find("'instar'", at)) != std::string::npos;) {
      by_instar.replace(at, 8, "'shop'");
    }
    EXPECT_EQ(by_instar, by_shop) << words;
  }
}

TEST_F(ScriptCommand, AStampThatNoScriptCanBe) {
  AddDiamond();
  const struct {
    const char* words;
    int exit;
    const char* message;
  } kCases[] = {
      {"stamp head --sql --purge", 2, "--purge forgets whatever stands in a database"},
      {"stamp rev_x --sql", 1, "no revision or label is named 'rev_x'"},
      {"stamp rev_x:head --sql", 1, "no revision or label is named 'rev_x'"},
      {"stamp rev_a: --sql", 2, "the revision is empty"},
      {"stamp current:head --sql", 2,
       "'current' depends on where a database is, which a script does not know"},
      {"stamp current --sql", 2, "'current' depends on where a database is"},
      {"upgrade current:head --sql", 2, "'current' depends on where a database is"},
      {"upgrade +1:head --sql", 2, "'+1' depends on where a database is"},
      {"downgrade current-1:base --sql", 2, "'current-1' depends on where a database is"},
      {"stamp rev_a rev_a:rev_b --sql", 2, "'rev_a:rev_b' is a range"},
      {"--database x.db stamp rev_a:rev_b", 2, "'rev_a:rev_b' is a range, which only --sql understands"},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(Run(one.words), one.exit) << one.words;
    EXPECT_TRUE(Complains(one.message)) << one.words << "\n" << err();
    EXPECT_EQ(out(), "") << one.words;
    EXPECT_EQ(RunShop(one.words), one.exit) << one.words;
    EXPECT_TRUE(Complains(one.message)) << one.words << "\n" << err();
  }
  EXPECT_FALSE(Exists("x.db"));
}

// It would not happen, so nobody is left to believe that it did.
TEST_F(ScriptCommand, NoScriptHasWhatSaysHowToRun) {
  AddDiamond();
  for (const char* verb : {"upgrade", "downgrade head:base"}) {
    for (const char* option : {"--dry-run", "-n", "--backup", "--backup-folder b", "--backup-keep 2",
                               "--lock-timeout 5", "--keep-unknown-objects"}) {
      const std::string words = std::string(verb) + " --sql " + option;
      for (const bool by_shop : {false, true}) {
        EXPECT_EQ(by_shop ? RunShop(words) : Run(words), 2) << words;
        EXPECT_EQ(out(), "") << words;
        EXPECT_TRUE(Complains(" does not go with --sql, which runs nothing and only prints a script"))
            << words << "\n"
            << err();
      }
    }
  }
  EXPECT_TRUE(Complains("--keep-unknown-objects")) << err();
  EXPECT_EQ(Run("upgrade --sql --dry-run --json"), 2);
  EXPECT_TRUE(Says("\"ok\": false") && !Says("\"sql\"")) << out();
  for (const char* words :
       {"upgrade --skip-calls", "downgrade base --skip-calls", "upgrade -n --skip-calls"}) {
    EXPECT_EQ(Run(std::string("--database x.db ") + words), 2) << words;
    EXPECT_TRUE(Complains("--skip-calls goes with --sql only")) << words << "\n" << err();
  }
  EXPECT_FALSE(Exists("x.db"));
}

// Nobody wants the statements of SQLite for a database of another kind.
TEST_F(ScriptCommand, OfADatabaseWithoutADriver) {
  AddDiamond();
  for (const char* words :
       {"upgrade --sql", "downgrade head:base --sql", "stamp head --sql", "ensure_version --sql"}) {
    EXPECT_EQ(Run(words, "LC_ALL=C.UTF-8 DATABASE_URL=postgresql://db/shop"), 1) << words;
    EXPECT_EQ(out(), "") << words;
    EXPECT_TRUE(Complains("has no driver for postgresql")) << words << "\n" << err();
    EXPECT_EQ(RunShop(std::string("--database mysql://db/shop ") + words), 2) << words;
    EXPECT_EQ(Run(std::string("--database new.db ") + words), 0) << words << "\n" << err();
  }
  EXPECT_FALSE(Exists("new.db"));
}

TEST_F(ScriptCommand, TheTablesAlone) {
  AddDiamond();
  for (const char* database : {"run.db", "script.db"})
    Query(database, "create table mine (x)", Open::kCreate);
  ExpectSame("ensure_version", "ensure_version");
  EXPECT_EQ(Query("run.db", "select count(*) from instar_version"), "0");
  ASSERT_EQ(Run("--database run.db upgrade rev_b"), 0) << err();
  ASSERT_EQ(Run("--database run.db ensure_version"), 0) << err();
  EXPECT_EQ(out(), "the version is kept here: at rev_b\n");
  EXPECT_EQ(Query("run.db", "select revision from instar_version"), "rev_b");
  Query("old.db", "create table t_rev_a (x integer)", Open::kCreate);
  EXPECT_EQ(Run("--database old.db ensure_version"), 1);
  EXPECT_TRUE(Complains("stamp")) << err();
}

// Its statements are committed one by one, with a journal.
TEST_F(ScriptCommand, ARevisionWithoutATransaction) {
  AddRevision("rev_a", "base");
  Write("migrations/rev_b.migration",
        "revision rev_b \"no transaction\";\nrevises rev_a;\ntransaction none;\n"
        "upgrade {\n  create table u (x integer);\n  on sqlite { vacuum; }\n  create index i on u (x);\n}\n"
        "downgrade {\n  drop index i;\n  on sqlite { vacuum; }\n  drop table u;\n}\n");
  AddRevision("rev_c", "rev_b");
  ASSERT_EQ(Run("--database run.db upgrade"), 0) << err();
  ASSERT_EQ(Run("upgrade --sql"), 0) << err();
  EXPECT_TRUE(Says("\nvacuum;\n")) << out();
  const std::string text = out();
  ASSERT_EQ(Shell("script.db"), 0) << text << Read("shell.txt");
  EXPECT_EQ(Dump("script.db"), Dump("run.db")) << text;
  ExpectSame("downgrade rev_a", "downgrade rev_c:rev_a");
  ExpectSame("upgrade rev_b", "upgrade rev_a:rev_b");
  // Cut off in the middle, it is as if the command was: the next upgrade goes on.
  ASSERT_EQ(Run("upgrade --sql"), 0) << err();
  const std::size_t vacuum = out().find("\nvacuum;\n");
  ASSERT_NE(vacuum, std::string::npos);
  Write("half.sql", out().substr(0, out().rfind("BEGIN", vacuum)));
  ASSERT_EQ(std::system(("cd '" + folder_.string() + "' && sqlite3 half.db < half.sql").c_str()), 0);
  EXPECT_EQ(Query("half.db", "select count(*) from instar_journal"), "1");
  ASSERT_EQ(Run("--database half.db upgrade"), 0) << err();
  EXPECT_EQ(Query("half.db", "select name from sqlite_schema where type = 'index' and name = 'i'"), "i");
}

TEST_F(ScriptCommand, AllTogether) {
  AddDiamond();
  ExpectSame("upgrade --transaction all", "upgrade --transaction all");
  ASSERT_EQ(Run("upgrade --transaction all --sql"), 0) << err();
  const std::size_t begin = out().find("\nBEGIN");
  ASSERT_NE(begin, std::string::npos) << out();
  EXPECT_EQ(out().find("\nBEGIN", begin + 1), std::string::npos) << "one transaction for all\n" << out();
  EXPECT_EQ(out().find("\nCOMMIT;"), out().rfind("\nCOMMIT;"));
  ExpectSame("downgrade rev_a --transaction all", "downgrade head:rev_a --transaction all");
  ExpectSame("upgrade rev_b", "upgrade rev_a:rev_b --transaction all");
}

TEST_F(ScriptCommand, ATagIsNotedInTheHistory) {
  AddDiamond();
  ExpectSame("upgrade --tag 'release 7'", "upgrade --tag 'release 7'");
  EXPECT_EQ(Query("run.db", "select distinct program from instar_history"), "instar (release 7)");
  ASSERT_EQ(RunShop("--database run.db downgrade rev_a --tag undo"), 0) << err();
  ASSERT_EQ(RunShop("--database run.db status"), 0) << err();
  EXPECT_TRUE(Says("by shop (undo)")) << out();
}

TEST_F(ScriptCommand, ANewRevisionIsPrinted) {
  AddDiamond();
  ASSERT_EQ(Run("revision --sql -m hello --rev-id rev_e", "TZ=UTC SOURCE_DATE_EPOCH=1759762800"), 0) << err();
  EXPECT_EQ(out(),
            "revision rev_e \"hello\";\nrevises  rev_d;\ncreated  '2025-10-06 15:00';\n\nupgrade {\n}\n");
  ASSERT_EQ(Run("heads"), 0) << err();
  EXPECT_TRUE(Says("rev_d (head)")) << out();
  EXPECT_EQ(Run("revision --sql --edit"), 2);
  EXPECT_TRUE(Complains("--sql writes no file that --edit could open")) << err();
}

}  // namespace
}  // namespace instar
