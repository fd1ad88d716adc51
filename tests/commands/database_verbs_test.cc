#include <csignal>

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

// Only the revisions' statements tell whose table it is.
TEST_F(DatabaseCommand, TellsOfADatabaseWithoutAVersion) {
  AddDiamond();
  Query("x.db", "create table t_rev_b (x)", Open::kCreate);
  EXPECT_EQ(Run("--database x.db status"), 1);
  EXPECT_TRUE(Says("state     refused: it has tables of these migrations, but no version")) << out();
  EXPECT_TRUE(Complains("'t_rev_b'")) << err();
  EXPECT_TRUE(Complains("`instar stamp REVISION`")) << err();
  EXPECT_EQ(Run("--database x.db status --json"), 1);
  EXPECT_TRUE(Says("\"state\": \"NotVersioned\"")) << out();
  EXPECT_EQ(Run("--database x.db upgrade"), 1);
  EXPECT_EQ(Query("x.db", "select name from sqlite_schema"), "t_rev_b");
}

TEST_F(DatabaseCommand, TellsOfARevisionThatIsHalfWay) {
  AddRevision("rev_a", "base");
  Write("migrations/rev_b.migration",
        "revision rev_b;\nrevises rev_a;\ntransaction none;\nupgrade { insert into t_rev_a (x) values (1); "
        "insert into t_rev_a (x) values (2); }\ndowngrade { delete from t_rev_a where x > 0; }\n");
  ASSERT_EQ(Run("--database x.db upgrade rev_a"), 0) << err();
  Query("x.db",
        "create trigger stop before insert on t_rev_a when new.x = 2 begin select raise(abort, 'stop'); end");
  EXPECT_EQ(Run("--database x.db upgrade"), 1);
  for (const char* verb : {"status", "current"}) {
    EXPECT_EQ(Run(std::string("--database x.db ") + verb), 0) << err();
    EXPECT_TRUE(Says("rev_a")) << out();
  }
  EXPECT_EQ(Run("--database x.db verify"), 1);
  EXPECT_TRUE(Complains("half-way through revision 'rev_b': run `instar upgrade`")) << err();
  EXPECT_TRUE(Complains("(this program's head: 'rev_b'; the database's: 'rev_a')")) << err();
  Query("x.db", "drop trigger stop");
  EXPECT_EQ(Run("--database x.db upgrade"), 0) << err();
  EXPECT_EQ(Query("x.db", "select x from t_rev_a"), "1 2");
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

// What the sqlite3 shell makes of the script is what the command makes, but for the times in the history.
TEST_F(DatabaseCommand, AScriptDoesWhatTheCommandDoes) {
  AddDiamond();
  Write(
      "migrations/e.migration",
      "revision rev_e \"it's new\";\nrevises rev_d;\nupgrade {\n"
      "  create table people (id integer primary key, name text);\n"
      "  insert into people (name) values ('Ada; --'), (null);\n"
      "  on sqlite { create trigger tr after insert on people begin update people set name = 'x' where name "
      "is null; end; }\n}\ndowngrade { on sqlite { drop trigger tr; } auto; }\n");
  Write("migrations/f.migration",
        "revision rev_f;\nrevises rev_e;\nallow narrowing-type, add-check \"new\";\nupgrade { alter table "
        "people alter column name type varchar(40), add "
        "constraint ck check (id > 0); }\n");
  const auto dump = [this](const std::string& database) {
    return Query(database, "select type || name || coalesce(sql, '') from sqlite_master order by 1") +
           Query(database, "select revision || chain_hash from instar_version") +
           Query(database,
                 "select action || revision || parents || meaning_hash from instar_history order by id") +
           Query(database, "pragma user_version");
  };
  const auto shell = [this](const std::string& database) {
    return std::system(
        ("cd '" + folder_.string() + "' && sqlite3 " + database + " < script.sql > /dev/null 2>&1").c_str());
  };
  ASSERT_EQ(Run("--database run.db upgrade"), 0) << err();
  ASSERT_EQ(Run("upgrade --sql"), 0) << err();
  Write("script.sql", out());
  ASSERT_EQ(shell("script.db"), 0) << out();
  EXPECT_EQ(dump("script.db"), dump("run.db"));
  EXPECT_EQ(Query("script.db", "select coalesce(name, 'null') from people"), "Ada; -- null");
  ASSERT_EQ(Run("--database script.db current --check-heads"), 0) << err();
  EXPECT_NE(shell("script.db"), 0) << "it begins at base";
  EXPECT_EQ(dump("script.db"), dump("run.db")) << "and changes nothing elsewhere";

  ASSERT_EQ(Run("--database run.db downgrade rev_d"), 0) << err();
  ASSERT_EQ(Run("downgrade heads:rev_d --sql"), 0) << err();
  Write("script.sql", out());
  ASSERT_EQ(shell("script.db"), 0) << out();
  EXPECT_EQ(dump("script.db"), dump("run.db"));
  ASSERT_EQ(Run("upgrade rev_d:rev_e --sql"), 0) << err();
  EXPECT_TRUE(Says("-- upgrade of rev_e: it's new\n")) << out();
  EXPECT_FALSE(Says("upgrade of rev_f")) << out();
  EXPECT_EQ(Run("downgrade base --sql"), 2);
  EXPECT_TRUE(Complains("needs both ends")) << err();
}

TEST_F(DatabaseCommand, AScriptCannotCallCpp) {
  AddRevision("rev_a", "base");
  Write("migrations/rev_b.migration",
        "revision rev_b;\nrevises rev_a;\nupgrade { call shop::Fill; }\ndowngrade { }\n");
  EXPECT_EQ(Run("upgrade --sql"), 1);
  EXPECT_TRUE(Complains("revision 'rev_b' calls the C++ function 'shop::Fill'")) << err();
  EXPECT_EQ(out(), "");
  ASSERT_EQ(Run("upgrade --sql --skip-calls"), 0) << err();
  EXPECT_TRUE(Says("-- NOT HERE: it calls the C++ function shop::Fill\n")) << out();
  ASSERT_EQ(Run("upgrade rev_a --sql"), 0) << err();
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

TEST_F(DatabaseCommand, StampsWithoutRunning) {
  AddDiamond();
  EXPECT_EQ(Run("--database x.db stamp rev_b"), 1);
  EXPECT_FALSE(Exists("x.db"));
  Query("x.db", "create table mine (x)", Open::kCreate);
  ASSERT_EQ(Run("--database x.db stamp rev_b rev_c"), 0) << err();
  EXPECT_EQ(out(), "stamped rev_b and rev_c, was base\n");
  EXPECT_EQ(Query("x.db", "select count(*) from sqlite_schema where name like 't_%'"), "0");
  ASSERT_EQ(Run("--database x.db stamp rev_b"), 0) << err();
  EXPECT_EQ(out(), "nothing to do: stamped rev_b and rev_c already\n");
  ASSERT_EQ(Run("--database x.db stamp base"), 0) << err();
  EXPECT_EQ(out(), "stamped base, was rev_b and rev_c\n");
  EXPECT_EQ(Run("--database x.db stamp rev_x"), 1);
  EXPECT_TRUE(Complains("did you mean")) << err();
}

TEST_F(DatabaseCommand, AnUnknownRevisionIsNamedAndCanBeStampedOver) {
  AddDiamond();
  AddRevision("rev_e", "rev_d", "breaking \"a test\";\n");
  ASSERT_EQ(Run("--database x.db upgrade"), 0) << err();
  std::filesystem::remove(folder_ / "migrations/rev_e.migration");
  EXPECT_EQ(Run("--database x.db current"), 1);
  EXPECT_EQ(out(), "rev_e (unknown here)\n");
  EXPECT_TRUE(Complains("'rev_e'")) << err();
  EXPECT_EQ(Run("--database x.db status"), 1);
  EXPECT_TRUE(Says("state     refused:")) << out();
  EXPECT_EQ(Run("--database x.db upgrade"), 1);
  ASSERT_EQ(Run("--database x.db stamp --purge rev_d"), 0) << err();
  ASSERT_EQ(Run("--database x.db current"), 0) << err();
  EXPECT_EQ(out(), "rev_d (current, head) make rev_d\n");
}

// The history says of every revision whether older programs may go on, whoever applied it.
TEST_F(DatabaseCommand, AnUnknownRevisionThatAddsOnlyIsNoObstacle) {
  AddDiamond();
  AddRevision("rev_e", "rev_d");
  ASSERT_EQ(Run("--database x.db upgrade"), 0) << err();
  EXPECT_EQ(Query("x.db", "select distinct compatible from instar_history"), "1");
  ASSERT_EQ(RunShop("--database y.db upgrade"), 0) << err();
  EXPECT_EQ(Query("x.db", "select hex(downgrade) from instar_history where revision <> 'rev_e'"),
            Query("y.db", "select hex(downgrade) from instar_history"));
  std::filesystem::remove(folder_ / "migrations/rev_e.migration");
  for (const bool shop : {false, true}) {
    const auto run = [&](const std::string& words) {
      return shop ? RunShop("--database x.db " + words) : Run("--database x.db " + words);
    };
    ASSERT_EQ(run("current"), 0) << err();
    EXPECT_EQ(out(), "rev_e (unknown here)\n");
    EXPECT_TRUE(Complains("a newer program applied what is unknown here")) << err();
    ASSERT_EQ(run("status"), 0) << err();
    EXPECT_TRUE(Says("at revisions of a newer program, which lets this one go on")) << out();
    ASSERT_EQ(run("upgrade"), 0) << err();
    EXPECT_EQ(out(), "nothing to do: at rev_e\n");
    ASSERT_EQ(run("upgrade --dry-run"), 0) << err();
    EXPECT_EQ(out(), "nothing to do\n");
    EXPECT_EQ(run("downgrade base"), 1);
    EXPECT_TRUE(Complains("rev_e")) << err();
    EXPECT_EQ(run("downgrade base --dry-run"), 1);
    EXPECT_TRUE(Complains("rev_e")) << err();
    for (const char* words : {"history -i", "show current", "status --json", "verify", "current --json"}) {
      EXPECT_GE(run(words), 0) << words;
      EXPECT_LE(run(words), 1) << words;
    }
  }
}

TEST_F(DatabaseCommand, VerifyTellsWhatDiffers) {
  AddDiamond();
  ASSERT_EQ(Run("--database x.db upgrade"), 0) << err();
  ASSERT_EQ(Run("--database x.db verify"), 0) << err();
  EXPECT_EQ(out(), "verified: the schema is that of rev_d\n");
  Query("x.db", "drop table t_rev_b; alter table t_rev_a add column y; create table mine (x)");
  EXPECT_EQ(Run("--database x.db verify"), 1);
  EXPECT_EQ(out(),
            "column 'y' of table 't_rev_a' is not in the migrations\n"
            "table 't_rev_b' is missing\n");
  EXPECT_TRUE(Complains("2 differences")) << err();
  EXPECT_EQ(Run("--database x.db verify --json"), 1);
  EXPECT_TRUE(Says("\"kind\": \"missing\"")) << out();
  EXPECT_EQ(Run("--database nowhere.db verify"), 1);
  EXPECT_FALSE(Exists("nowhere.db"));
}

TEST_F(DatabaseCommand, ResetDropsWhatTheMigrationsMadeAndNothingElse) {
  AddDiamond();
  Write(
      "migrations/rev_e.migration",
      "revision rev_e;\nrevises rev_d;\nupgrade {\n"
      "  create table father (id integer primary key);\n"
      "  create table child (x integer references father (id));\n"
      "  create view seen as select x from t_rev_a;\n"
      "  on sqlite { create virtual table words using fts5(body); create trigger tr after insert on t_rev_a "
      "begin select 1; end; }\n}\n"
      "irreversible \"it is a test\";\n");
  ASSERT_EQ(Run("--database x.db upgrade"), 0) << err();
  Query("x.db",
        "create table mine (x integer primary key); insert into mine values (1); insert into words values "
        "('a');"
        "create view my_view as select x from mine");
  EXPECT_EQ(Run("--database x.db reset"), 2);
  EXPECT_TRUE(Complains("give --yes")) << err();
  EXPECT_TRUE(Says("would drop  table  t_rev_a")) << out();
  EXPECT_TRUE(Says("would keep  table  mine")) << out();
  EXPECT_EQ(Query("x.db", "select revision from instar_version"), "rev_e");

  ASSERT_EQ(Run("--database x.db reset --yes"), 0) << err();
  EXPECT_TRUE(Says("now at base, was at rev_e")) << out();
  EXPECT_EQ(Query("x.db",
                  "select name from sqlite_schema where type in ('table', 'view') and name not like "
                  "'instar_%' order by name"),
            "mine my_view");
  EXPECT_EQ(Query("x.db", "select x from mine"), "1");
  EXPECT_EQ(Query("x.db", "pragma user_version"), "0");
  ASSERT_EQ(Run("--database x.db reset --yes"), 0) << err();
  ASSERT_EQ(Run("--database x.db upgrade"), 0) << err();
  ASSERT_EQ(Run("--database x.db verify"), 0) << err();
}

TEST_F(DatabaseCommand, ResetBeginsAnewAfterAnEditedHistory) {
  AddDiamond();
  ASSERT_EQ(Run("--database x.db upgrade"), 0) << err();
  Write("migrations/rev_c.migration",
        "revision rev_c;\nrevises rev_a;\nupgrade { create table t_other (y text); }\n");
  EXPECT_EQ(Run("--database x.db upgrade"), 1);
  ASSERT_EQ(Run("--database x.db reset --yes --json"), 0) << err();
  EXPECT_TRUE(Says("\"name\": \"t_rev_a\"")) << out();
  // What only the earlier text made is not known any more.
  EXPECT_EQ(Query("x.db", "select name from sqlite_schema where name like 't_%'"), "t_rev_c");
  ASSERT_EQ(Run("--database x.db upgrade"), 0) << err();
}

TEST_F(DatabaseCommand, ResetLeavesAloneWhatWasNeverMigrated) {
  AddDiamond();
  Query("x.db", "create table t_rev_a (x)", Open::kCreate);
  ASSERT_EQ(Run("--database x.db reset --yes"), 0) << err();
  EXPECT_EQ(Query("x.db", "select name from sqlite_schema"), "t_rev_a");
}

TEST_F(DatabaseCommand, CopiesTheDatabaseFirstWhenAsked) {
  AddDiamond();
  ASSERT_EQ(Run("--database x.db upgrade rev_a"), 0) << err();
  std::filesystem::create_directories(folder_ / "copies");
  ASSERT_EQ(Run("--database x.db upgrade --backup-folder copies --json"), 0) << err();
  EXPECT_TRUE(Says("\"backup\": \"")) << out();
  int copies = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / "copies")) {
    EXPECT_EQ(Query("copies/" + entry.path().filename().string(), "select revision from instar_version"),
              "rev_a");
    ++copies;
  }
  EXPECT_EQ(copies, 1);
  EXPECT_EQ(Run("--database x.db downgrade base --backup-folder nowhere"), 1);
  EXPECT_EQ(Query("x.db", "select revision from instar_version"), "rev_d");
  EXPECT_EQ(Run("--database x.db downgrade base --backup-keep many"), 2);
  EXPECT_TRUE(Complains("--backup-keep is a number")) << err();
}

TEST_F(DatabaseCommand, AnInterruptRollsBackAndSaysSo) {
  AddRevision("rev_a", "base");
  Write(
      "migrations/rev_b.migration",
      "revision rev_b;\nrevises rev_a;\nupgrade { create table big (x integer); insert into big (x) with "
      "recursive n(i) as (select 1 union all select i + 1 from n where i < 2000000000) select i from n; }\n");
  const auto has_begun = [this] { return Read("stdout.txt").find("applied") != std::string::npos; };
  EXPECT_EQ(RunAndSignal({"--database", "x.db", "upgrade"}, SIGINT, has_begun), 1);
  EXPECT_TRUE(Says("applied  rev_a")) << out();
  EXPECT_TRUE(Complains("cancelled")) << err();
  EXPECT_EQ(Query("x.db", "select revision from instar_version"), "rev_a");
}

TEST_F(DatabaseCommand, ResolvesOnlyWhatWasInterrupted) {
  AddDiamond();
  ASSERT_EQ(Run("--database x.db upgrade"), 0) << err();
  EXPECT_EQ(Run("--database x.db resolve perhaps"), 2);
  EXPECT_TRUE(Complains("takes 'done' or 'retry', and not 'perhaps'")) << err();
  EXPECT_EQ(Run("--database x.db resolve done"), 2);
  EXPECT_NE(err(), "");
  EXPECT_EQ(Run("--database nowhere.db resolve retry"), 1);
  EXPECT_FALSE(Exists("nowhere.db"));
}

}  // namespace
}  // namespace instar
