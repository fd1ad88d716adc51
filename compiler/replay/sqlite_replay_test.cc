#include "compiler/replay/sqlite_replay.h"

#include <gtest/gtest.h>

#include "compiler/lowering/sqlite/lower_to_sqlite.h"
#include "compiler/replay/proofs.h"
#include "compiler/schema/lints/lints.h"
#include "compiler/syntax/parser.h"

namespace instar::compiler {
namespace {

constexpr char kUsers[] =
    "revision a; revises base; upgrade { create table users (id integer primary key, name text); }";

// A history that the earlier phases find sound, and what replay says of it.
class Replayed {
 public:
  explicit Replayed(const std::vector<std::string>& migrations, const std::vector<std::string>& proven = {}) {
    SourceSet sources;
    Diagnostics diagnostics;
    std::vector<SyntaxTree> trees;
    for (const std::string& text : migrations) {
      trees.push_back(Parse(sources, sources.Add({"a.migration", text}), &diagnostics));
    }
    const auto chain = BuildChain(sources, trees, {}, &diagnostics);
    const std::vector<RevisionSchema> schemas = BuildSchemas(sources, *chain, {}, &diagnostics);
    const std::vector<RowRisk> risks = Lint(sources, *chain, schemas, {}, &diagnostics);
    const LoweredDialect lowered = LowerToSqlite(sources, *chain, schemas, {}, &diagnostics);
    for (const Diagnostic& diagnostic : diagnostics.all()) {
      if (diagnostic.severity() == Severity::kError) ADD_FAILURE() << diagnostic.message;
    }
    const std::vector<RevisionHashes> hashes = HashChain(sources, *chain);
    const TableData table = BuildTable(*chain, hashes, {lowered});
    keys_ = ProofKeys(*chain, hashes, table, risks, "1");
    Diagnostics said;
    proven_ = ReplayOnSqlite({sources, *chain, schemas, table}, risks, keys_, {proven.begin(), proven.end()},
                             &said);
    for (const Diagnostic& diagnostic : said.all()) {
      const LineColumn at = sources.Position(diagnostic.range.file, diagnostic.range.begin);
      text_ += std::to_string(at.line) + ":" + std::to_string(at.column) + " " +
               std::string(DiagnosticName(diagnostic.kind)) + ": " + diagnostic.message + "\n";
      for (const Note& note : diagnostic.notes) notes_ += note.message + "\n";
    }
  }

  // "line:column name: message", one a line.
  const std::string& text() const { return text_; }
  const std::string& notes() const { return notes_; }
  const std::vector<std::string>& keys() const { return keys_; }
  const std::vector<std::string>& proven() const { return proven_; }

 private:
  std::string text_;
  std::string notes_;
  std::vector<std::string> keys_;
  std::vector<std::string> proven_;
};

TEST(ReplayOnSqlite, ASoundHistoryIsProven) {
  const Replayed replayed(
      {kUsers,
       "revision b; revises a; upgrade { alter table users alter column name set default 'x', add "
       "column email text; create index ix on users (email); create view v as select id from users; }"});
  EXPECT_EQ(replayed.text(), "");
  EXPECT_EQ(replayed.proven(), replayed.keys());
}

// Each revision with awkward rows, of which some refer to what was never there.
TEST(ReplayOnSqlite, RunsWhatCanOnlyRunWithForeignKeysOff) {
  const Replayed replayed(
      {"revision a; revises base; allow fk-parent-missing, fk-parent-not-unique \"shipped\"; upgrade { "
       "create "
       "table c (id integer primary key, p integer not null references p (id), q text references q (code), o "
       "integer references o (id)); create table o (id integer primary key); create table q (code text); }",
       "revision b; revises a; upgrade { insert into c (p, q) values (1, 'x'); update q set code = 'y'; } "
       "downgrade { delete from c; }",
       "revision c; revises b; allow add-unique \"test\"; upgrade { create table p (id integer primary key); "
       "create unique index ux on "
       "q "
       "(code); }",
       "revision d; revises c; upgrade { alter table c add column n integer default (1 + 1); insert into p "
       "(id) "
       "values (77); } downgrade { delete from p; auto; }",
       "revision e; revises d; upgrade { create table tree (id integer primary key, up integer references "
       "tree "
       "(id) on delete restrict); }",
       "revision f; revises e; allow drop-table \"test\"; upgrade { drop table tree; } downgrade auto "
       "keeping "
       "data;"});
  EXPECT_EQ(replayed.text(), "");
  EXPECT_EQ(replayed.proven(), replayed.keys());
}

TEST(ReplayOnSqlite, RunsRevisionsWithoutATransaction) {
  const Replayed replayed(
      {kUsers,
       "revision b; revises a; transaction none; upgrade { alter table users add column n integer; "
       "on sqlite { vacuum; } create index ix on users (n); } downgrade { auto; on sqlite { vacuum; } }"});
  EXPECT_EQ(replayed.text(), "");
  EXPECT_EQ(replayed.proven(), replayed.keys());
  const Replayed failing({kUsers,
                          "revision b; revises a; transaction none;\nupgrade { update users set name = 'x';\n"
                          "on sqlite { insert into users (id) select absent from users; } } downgrade { }"});
  EXPECT_EQ(failing.text(), "3:43 replay-failed: SQLite refuses this: no such column: absent\n");
}

TEST(ReplayOnSqlite, FindsTheStatementInARawBlock) {
  const Replayed replayed(
      {"revision a; revises base; upgrade { create table t (x text);\n"
       "on sqlite { select missing from t; } }\ndowngrade { drop table t; }"});
  EXPECT_EQ(replayed.text(), "2:20 replay-failed: SQLite refuses this: no such column: missing\n");
  EXPECT_TRUE(replayed.proven().empty());
}

TEST(ReplayOnSqlite, FindsWhatFailsOnRowsOnly) {
  const Replayed replayed(
      {"revision a; revises base; upgrade { create table users (id integer primary key, name text);\n"
       "create unique index ix on users (name); }",
       "revision b; revises a; upgrade {\n update users set name = 'none' where name is null;\n}\n"
       "downgrade auto keeping data;"});
  EXPECT_EQ(
      replayed.text(),
      "2:2 may-fail-on-rows: this may fail on rows that are there: UNIQUE constraint failed: users.name\n");
  EXPECT_NE(replayed.notes().find("it failed beside awkward rows; rows of 'users': ("), std::string::npos)
      << replayed.notes();
}

// What one revision inserts, another may build on, though each is replayed alone.
TEST(ReplayOnSqlite, RowsTravelFromRevisionToRevision) {
  const std::vector<std::string> history = {
      "revision a; revises base; upgrade { create table roles (id integer primary key, name text not null "
      "unique);\n"
      "insert into roles (id, name) values (1, 'admin'), (2, 'user'); }",
      "revision b; revises a; upgrade { alter table roles rename to groups; }",
      "revision c; revises b; upgrade { create table users (id integer primary key, "
      "group_id integer not null references groups (id));\n"
      "insert into users (id, group_id) values (1, (select id from groups where name = 'admin')); }"};
  const Replayed first(history);
  EXPECT_EQ(first.text(), "");
  // Also past what was proven before.
  const Replayed second(history, {first.keys()[0], first.keys()[1]});
  EXPECT_EQ(second.text(), "");
  EXPECT_EQ(second.proven(), first.keys());
  std::vector<std::string> without = history;
  without[0] =
      "revision a; revises base; upgrade { create table roles (id integer primary key, name text not null "
      "unique); }";
  EXPECT_NE(Replayed(without).text().find("NOT NULL constraint failed: users.group_id"), std::string::npos);
}

TEST(ReplayOnSqlite, FindsAStatementThatWorksOnTheEmptyDatabaseOnlyOnce) {
  const Replayed replayed(
      {"revision a; revises base; upgrade { on sqlite { create trigger g after insert on t begin "
       "select 1; end; } } downgrade { }"});
  EXPECT_NE(replayed.text(), "") << "there is no table t";
}

// The two of the named class that rows decide.
TEST(ReplayOnSqlite, ABackfillMakesANotNullSound) {
  const std::string set = "alter table users alter column name set not null;";
  EXPECT_EQ(
      Replayed({kUsers, "revision b; revises a; upgrade { update users set name = '' where name is null; " +
                            set + " } downgrade auto keeping data;"})
          .text(),
      "");
  EXPECT_NE(Replayed({kUsers, "revision b; revises a; upgrade { " + set + " }"}).text().find("set-not-null"),
            std::string::npos);
}

TEST(ReplayOnSqlite, DuplicatesStopANewUniqueKeyUnlessItIsAllowed) {
  const std::string make = "create unique index ix on users (name);";
  EXPECT_NE(Replayed({kUsers, "revision b; revises a; upgrade { " + make + " }"}).text().find("add-unique"),
            std::string::npos);
  EXPECT_EQ(Replayed({kUsers,
                      "revision b; revises a; upgrade { allow add-unique \"names are ours\"; " + make + " }"})
                .text(),
            "");
}

// Awkward rows do not have what is asked for here: it is made when it is asked for.
TEST(ReplayOnSqlite, ValuesThatAreUniqueTogetherAreNotUniqueAlone) {
  const std::string table =
      "revision a; revises base; upgrade { create table t (a integer, b text, unique (a, b)); }";
  const Replayed alone({table, "revision b; revises a;\nupgrade { create unique index ix on t (a); }"});
  EXPECT_EQ(alone.text(), "2:31 add-unique: rows of 't' may agree in 'a', and then this fails\n");
  const Replayed cleared({table,
                          "revision b; revises a;\nupgrade { delete from t where rowid not in (select "
                          "min(rowid) from t group by a); create unique index ix on t (a); } downgrade auto "
                          "keeping data;"});
  EXPECT_EQ(cleared.text(), "");
}

// Rows agree in every column of a key but one.
TEST(ReplayOnSqlite, AnUpdateMayMakeRowsAgreeInAWholeKey) {
  for (const std::string column : {"a", "b"}) {
    const Replayed replayed(
        {"revision a; revises base; upgrade { create table t (a integer, b text, unique (a, b)); }",
         "revision b; revises a;\nupgrade { update t set " + column + " = 7; } downgrade { }"});
    EXPECT_EQ(
        replayed.text(),
        "2:11 may-fail-on-rows: this may fail on rows that are there: UNIQUE constraint failed: t.a, t.b\n");
  }
}

TEST(ReplayOnSqlite, ACheckMayWantOneOfTwoColumns) {
  const Replayed replayed(
      {"revision a; revises base; upgrade { create table t (a text, b text, check (a is not null or b is not "
       "null)); }",
       "revision b; revises a;\nupgrade { alter table t alter column a set not null; }"});
  EXPECT_EQ(replayed.text(), "2:38 set-not-null: rows of 't' may have null in 'a', and then this fails\n");
}

TEST(ReplayOnSqlite, APrimaryKeyOfTextMayBeNull) {
  const Replayed replayed({"revision a; revises base; upgrade { create table t (a text primary key); }",
                           "revision b; revises a;\nupgrade { alter table t alter column a set not null; }"});
  EXPECT_EQ(replayed.text(), "2:38 set-not-null: rows of 't' may have null in 'a', and then this fails\n");
}

TEST(ReplayOnSqlite, WhatIsToldApartByBytesMayBeTheSameToACollation) {
  const Replayed replayed(
      {"revision a; revises base; upgrade { create table t (id integer primary key, a text); }",
       "revision b; revises a;\nupgrade { delete from t where id not in (select min(id) from t group by a);\n"
       "create unique index ix on t (a collate nocase); } downgrade auto keeping data;"});
  EXPECT_EQ(replayed.text(), "3:21 add-unique: rows of 't' may agree in 'a', and then this fails\n");
}

TEST(ReplayOnSqlite, APromiseThatIsAllowedToFailHidesNoOther) {
  const Replayed replayed(
      {"revision a; revises base; upgrade { create table t (id integer primary key, a text, b text); }",
       "revision b; revises a;\nupgrade { allow add-unique \"they differ\"; create unique index ix on t "
       "(a);\n"
       "alter table t alter column b set not null; }"});
  EXPECT_EQ(replayed.text(), "3:28 set-not-null: rows of 't' may have null in 'b', and then this fails\n");
}

// A rebuild is one step, whatever it does.
TEST(ReplayOnSqlite, ARebuildFailsForTheReasonThatSqliteGives) {
  const Replayed replayed(
      {"revision a; revises base; upgrade { create table t (id integer primary key, a text, b text); }",
       "revision b; revises a;\nupgrade { alter table t alter column a set not null;\n"
       "allow add-check \"it holds\"; alter table t add check (length(b) > 90); \n"
       "} downgrade auto;"});
  EXPECT_EQ(replayed.text(), "2:38 set-not-null: rows of 't' may have null in 'a', and then this fails\n");
}

// The error stands at the statement, also where the index comes with a rebuild for another one.
TEST(ReplayOnSqlite, AnIndexBesideARebuildHasItsOwnPlace) {
  const std::string upgrade =
      "revision b; revises a; upgrade { alter table users alter column name set default 'x';\n";
  const std::string make = "create unique index ix on users (name); }";
  EXPECT_EQ(Replayed({kUsers, upgrade + make}).text().substr(0, 17), "2:21 add-unique: ");
  EXPECT_EQ(Replayed({kUsers, upgrade + "allow add-unique \"ours\"; " + make}).text(), "");
}

// The rows that are made up may have no parent, here because it is computed who that is.
TEST(ReplayOnSqlite, WhatTheRevisionWritesMustKeepItsPromises) {
  EXPECT_EQ(Replayed({kUsers,
                      "revision b; revises a;\nupgrade { alter table users add column n integer "
                      "default 1 check (n > 5); }"})
                .text(),
            "2:60 add-check: rows of 'users' may not pass this check, and then this fails\n");
  EXPECT_EQ(Replayed({kUsers,
                      "revision b; revises a;\nupgrade { alter table users add column n integer "
                      "default 7 check (n > 5); }"})
                .text(),
            "");
  const Replayed orphans({kUsers,
                          "revision b; revises a;\nupgrade { alter table users add column boss integer "
                          "default 5 references users (id); }"});
  EXPECT_EQ(orphans.text(),
            "2:63 add-foreign-key: rows of 'users' may have no parent in 'users', and then this fails\n");
}

// SQLite itself looks at these only when somebody uses them.
TEST(ReplayOnSqlite, AViewMustBeReadable) {
  const auto text = [](const std::string& query) {
    return Replayed({kUsers, "revision b; revises a;\nupgrade { create view v as " + query + "; }"}).text();
  };
  EXPECT_EQ(text("select name from users"), "");
  const std::string refuses = " replay-failed: SQLite refuses this: ";
  EXPECT_EQ(text("select name from absent"), "2:45" + refuses + "no such table: main.absent\n");
  EXPECT_EQ(text("select absent from users"), "2:35" + refuses + "no such column: absent\n");
  EXPECT_EQ(text("select name from users order by name collate absent"),
            "2:73" + refuses + "no such collation sequence: absent\n");
}

TEST(ReplayOnSqlite, ADefaultMustBeUsable) {
  const auto text = [](const std::string& value) {
    return Replayed(
               {kUsers, "revision b; revises a;\nupgrade { alter table users alter column name set default " +
                            value + "; }"})
        .text();
  };
  EXPECT_EQ(text("(lower('X') || abs(-1))"), "");
  EXPECT_EQ(text("(absent(1))"), "2:60 replay-failed: SQLite refuses this: unknown function: absent()\n");
  EXPECT_EQ(text("(count(*))"), "2:60 replay-failed: SQLite refuses this: unknown function: count()\n");
}

TEST(ReplayOnSqlite, AGeneratedColumnMustBeReadable) {
  const Replayed replayed(
      {"revision a; revises base; upgrade { create table t (id integer primary key, e integer); }",
       "revision b; revises a;\nupgrade { alter table t add column n integer generated always as (e(1)); }"});
  EXPECT_EQ(replayed.text(), "2:67 replay-failed: SQLite refuses this: unknown function: e()\n");
}

TEST(ReplayOnSqlite, ATypeThatComesBackDoesNotBringTheValues) {
  const Replayed replayed(
      {"revision a; revises base; upgrade { create table t (id integer primary key, a text); }",
       "revision b; revises a; allow affinity-coercion \"test\"; upgrade { alter table t alter column a type "
       "integer; alter table t alter column a type text; } irreversible \"test\";"});
  EXPECT_EQ(replayed.text(), "");
}

// Where one column is copied to another whose values differ, and where parents are deleted that are not the
// last.
TEST(ReplayOnSqlite, RowsMeetEachOther) {
  // The key of a STRICT table is never NULL, all else may be.
  EXPECT_EQ(
      Replayed({"revision a; revises base; upgrade { create table t (id text primary key, b blob) strict; }",
                "revision b; revises a;\nupgrade { update t set b = id where b is null; } downgrade { }"})
          .text(),
      "2:11 may-fail-on-rows: this may fail on rows that are there: cannot store TEXT value in BLOB "
      "column t.b\n");
  EXPECT_EQ(Replayed({"revision a; revises base; upgrade { create table t (id integer primary key, n integer "
                      "unique); }",
                      "revision b; revises a;\nupgrade { update t set n = id; } downgrade { }"})
                .text(),
            "2:11 may-fail-on-rows: this may fail on rows that are there: UNIQUE constraint failed: t.n\n");
  EXPECT_EQ(
      Replayed({"revision a; revises base; upgrade { create table p (id integer primary key, x text); create "
                "table c (id integer primary key, p integer references p); }",
                "revision b; revises a;\nupgrade { delete from p where x is null; } downgrade { }"})
          .text(),
      "2:11 may-fail-on-rows: this may fail on rows that are there: FOREIGN KEY constraint failed\n");
}

TEST(ReplayOnSqlite, ATriggerMustBeUsable) {
  const auto text = [](const std::string& trigger) {
    return Replayed({kUsers, "revision b; revises a;\nupgrade { on sqlite { create trigger r " + trigger +
                                 "; end; } } downgrade { on sqlite { drop trigger r; } }"})
        .text();
  };
  EXPECT_EQ(text("after insert on users begin update users set name = new.name"), "");
  EXPECT_EQ(text("before update of name on users when program_says_so(new.id) begin select 1"), "");
  const std::string refuses = " replay-failed: SQLite refuses this: no such ";
  EXPECT_EQ(text("after insert on users begin update users set name = new.nmae"),
            "2:92" + refuses + "column: new.nmae\n");
  EXPECT_EQ(text("after update of name on users begin insert into log (x) values (1)"),
            "2:88" + refuses + "table: main.log\n");
  EXPECT_EQ(text("before delete on users when old.nmae > 1 begin select 1"),
            "2:68" + refuses + "column: old.nmae\n");
}

// "x" is a name in every dialect but one, and there it is a string only where there is no such name.
TEST(ReplayOnSqlite, AQuotedNameIsNeverAString) {
  EXPECT_EQ(Replayed({kUsers,
                      "revision b; revises a; upgrade {\nupdate users set name = \"nmae\"; } "
                      "downgrade { }"})
                .text(),
            "2:25 replay-failed: SQLite refuses this: no such column: nmae\n");
  EXPECT_EQ(Replayed({kUsers,
                      "revision b; revises a; upgrade { on sqlite { update users set name = \"raw\"; } } "
                      "downgrade { }"})
                .text(),
            "");
}

TEST(ReplayOnSqlite, RowsAreMadeUpWithTheirParents) {
  const std::string tables =
      "revision a; revises base; upgrade { create table p (id integer primary key); create table c (id "
      "integer "
      "primary key, x text, p integer generated always as (length(x)) references p (id)); create table s (id "
      "integer primary key, s integer not null references s (id)); }";
  EXPECT_EQ(Replayed({tables,
                      "revision b; revises a; upgrade { create index i on c (p); create index j on s (s); "
                      "alter table s alter column s set default 1; }"})
                .text(),
            "");
}

TEST(ReplayOnSqlite, AForeignKeyThatIsAllowedMayFailAtTheCommit) {
  EXPECT_EQ(
      Replayed({kUsers,
                "revision b; revises a; upgrade { create table p (id integer primary key); allow "
                "add-foreign-key \"ours\"; alter table users add foreign key (id) references p (id); }"})
          .text(),
      "");
}

// Both ends of a key are converted alike, or its rows find their parents no more.
TEST(ReplayOnSqlite, AConversionMayTakeAwayTheParents) {
  const auto replay = [&](const std::string& type, const std::string& header, const std::string& upgrade) {
    return Replayed({"revision a; revises base; upgrade { create table p (x " + type +
                         " primary key); create table c (id integer primary key, y " + type +
                         " references p (x)); }",
                     "revision b; revises a;" + header + "\nupgrade { " + upgrade +
                         "; } irreversible \"they are converted\";"})
        .text();
  };
  const std::string cut = " allow narrowing-type \"they are whole\";";
  EXPECT_EQ(replay("double", cut, "alter table p alter column x type integer"), "");
  EXPECT_EQ(replay("double", cut, "alter table c alter column y type integer"), "");
  const std::string parent = "alter table p alter column x type bigint using (-x)";
  const std::string child = "alter table c alter column y type bigint using (-y)";
  EXPECT_EQ(
      replay("integer", "", parent),
      "2:45 add-foreign-key: rows of 'c' may have no parent in 'p' once the values of 'x' are converted, "
      "and then this fails\n");
  EXPECT_EQ(
      replay("integer", "", child),
      "2:45 add-foreign-key: rows of 'c' may have no parent in 'p' once the values of 'y' are converted, "
      "and then this fails\n");
  EXPECT_EQ(replay("integer", "", parent + "; " + child), "");
  EXPECT_EQ(replay("integer", " allow cast-may-fail \"there are none\";", parent), "");
  EXPECT_EQ(replay("integer", " allow add-foreign-key \"there are none\";", parent), "");
}

// Whichever of its rows a table that refers to itself loses, another one may need it.
TEST(ReplayOnSqlite, WhatIsRemovedMayHaveChildrenInTheSameTable) {
  for (const std::string null : {"", " not null"}) {
    const Replayed replayed(
        {"revision a; revises base; upgrade { create table t (id integer primary key, name text, up integer" +
             null + " references t on delete restrict); }",
         "revision b; revises a; upgrade { alter table t add column n text; }",
         "revision c; revises b;\nupgrade { delete from t where id not in (select min(id) from t group by "
         "name); } downgrade auto keeping data;"});
    EXPECT_EQ(replayed.text(),
              "2:11 may-fail-on-rows: this may fail on rows that are there: FOREIGN KEY constraint failed\n");
  }
}

TEST(ReplayOnSqlite, ARenamedValueIsAnotherInEveryRow) {
  EXPECT_EQ(
      Replayed({"revision a; revises base; upgrade { create type mood as enum ('ok', 'OK', 'bad'); create "
                "table t (m mood collate nocase); }",
                "revision b; revises a; upgrade { alter type mood rename value 'ok' to 'fine'; }"})
          .text(),
      "");
}

// The type's own lint was allowed: whether values fall together is no other question.
TEST(ReplayOnSqlite, ValuesThatMayChangeMayFallTogether) {
  const std::string table = "revision a; revises base; upgrade { create table t (k text primary key); }";
  EXPECT_EQ(
      Replayed({table,
                "revision b; revises a; upgrade { allow affinity-coercion \"all are numbers\"; alter table t "
                "alter column k type integer; }"})
          .text(),
      "");
  const std::string convert = "alter table t alter column k type mood using (lower(k)); }";
  const std::string upgrade = "revision b; revises a; upgrade { create type mood as enum ('ok'); ";
  const std::string end = " irreversible \"a test\";";
  EXPECT_NE(Replayed({table, upgrade + convert + end}).text().find("replay-failed"), std::string::npos);
  EXPECT_EQ(Replayed({table, upgrade + "allow cast-may-fail \"all are 'OK'\"; " + convert + end}).text(), "");
}

// Its integrity_check, in SQLite 3.40, looks for NULL in the wrong column.
TEST(ReplayOnSqlite, DoesNotBelieveAMistakeOfSqlite) {
  EXPECT_EQ(
      Replayed(
          {"revision a; revises base; upgrade { create table t (m text not null, d text, w text not null, "
           "primary key (w collate nocase, d)) without rowid; }",
           "revision b; revises a; upgrade { create index i on t (m); }"})
          .text(),
      "");
}

TEST(ReplayOnSqlite, AVirtualTableBringsTablesOfItsOwn) {
  const Replayed replayed(
      {"revision a; revises base; upgrade { create table notes (id integer primary key, body text); create "
       "table notes_text_old (x text); on sqlite { create virtual table notes_text using fts5(body); } } "
       "downgrade { on sqlite { drop table notes_text; } auto; }",
       "revision b; revises a; upgrade { alter table notes alter column body set default 'x'; }"});
  EXPECT_EQ(replayed.text(), "");
}

// A search index, as its manual says to make one: with triggers that keep it in step. And one by itself.
TEST(ReplayOnSqlite, AVirtualTableIsThereForLaterRevisions) {
  const std::vector<std::string> history = {
      "revision a; revises base; upgrade { create table notes (id integer primary key, body text); }",
      "revision b; revises a; upgrade { on sqlite { "
      "create virtual table found using fts5(body, content='notes', content_rowid='id'); "
      "create trigger ai after insert on notes begin insert into found (rowid, body) values (new.id, "
      "new.body); "
      "end; create trigger ad after delete on notes begin "
      "insert into found (found, rowid, body) values ('delete', old.id, old.body); end; } } "
      "downgrade { on sqlite { drop trigger ad; drop trigger ai; drop table found; } }",
      "revision c; revises b; upgrade { insert into notes (body) values ('x'); delete from notes; "
      "on sqlite { insert into found (found) values ('rebuild'); } } downgrade { }"};
  EXPECT_EQ(Replayed(history).text(), "");
  std::vector<std::string> dropped = history;
  dropped.push_back(
      "revision d; revises c; upgrade { on sqlite { drop trigger ad; drop trigger ai; drop table found; } } "
      "irreversible \"test\";");
  EXPECT_EQ(Replayed(dropped).text(), "");
  dropped.push_back(
      "revision e; revises d; upgrade {\non sqlite { insert into found (body) values ('x'); } } downgrade { "
      "}");
  EXPECT_EQ(Replayed(dropped).text(), "2:25 replay-failed: SQLite refuses this: no such table: found\n");
  dropped.back() =
      "revision e; revises d; upgrade { on sqlite { create virtual table found using fts5(b); } } "
      "downgrade { on sqlite { drop table found; } }";
  EXPECT_EQ(Replayed(dropped).text(), "");
  dropped.push_back(
      "revision f; revises e; upgrade { on sqlite { insert into found (b) values ('x'); } } downgrade { }");
  EXPECT_EQ(Replayed(dropped).text(), "");
}

// It would stand in the way of the next upgrade.
TEST(ReplayOnSqlite, AVirtualTableMayNotBeLeftOver) {
  EXPECT_EQ(
      Replayed({kUsers,
                "revision b; revises a; upgrade { on sqlite { create virtual table found using "
                "fts5(body); } } downgrade auto keeping data;"})
          .text(),
      "1:10 replay-failed: after the downgrade, the database is not what the statements say: 'found' is "
      "left over\n");
}

TEST(ReplayOnSqlite, WhatRawSqlMadeOutlivesARebuild) {
  const Replayed replayed(
      {"revision a; revises base; upgrade { create table t (id integer primary key, n integer default 0); "
       "on sqlite { create index raw on t (n); create trigger r after insert on t begin select 1; end; } } "
       "downgrade { on sqlite { drop index raw; drop trigger r; } auto; }",
       "revision b; revises a; upgrade { alter table t alter column n set default 1; }"});
  EXPECT_EQ(replayed.text(), "");
}

// An edit of the default in the schema would change them, and not the index.
TEST(ReplayOnSqlite, SomeRowsAreOlderThanTheLastColumn) {
  const Replayed replayed(
      {"revision a; revises base; upgrade { create table t (id integer primary key, x text); }",
       "revision b; revises a; upgrade { alter table t add column n integer not null default 1; "
       "create index ix on t (n); }",
       "revision c; revises b; upgrade { alter table t alter column n set default 2; }"});
  EXPECT_EQ(replayed.text(), "");
}

TEST(ReplayOnSqlite, LeavesCppStepsOut) {
  EXPECT_EQ(Replayed({"revision a; revises base; upgrade { call a::B; } downgrade { call a::B; }"}).text(),
            "");
}

TEST(ReplayOnSqlite, GoesDownOnlyWhereThereIsAWay) {
  EXPECT_EQ(Replayed({"revision a; revises base; upgrade { create table t (x text); } irreversible \"why\";",
                      "revision b; revises a; upgrade { create table u (x text); }"})
                .text(),
            "");
}

TEST(ReplayOnSqlite, SaysForWhichTableNoRowCouldBeMade) {
  const Replayed replayed(
      {"revision a; revises base; upgrade {\n"
       "create table t (x text not null check (length(x) = 3 and x like '%q%' and x glob '[0-9]*')); }",
       "revision b; revises a; upgrade { alter table t add column y text; }"});
  EXPECT_EQ(replayed.text(),
            "1:10 unseeded-table: no row could be made for table 't': this revision is proven on it only "
            "while it is "
            "empty\n");
  EXPECT_EQ(replayed.proven().size(), 1u) << "what warned is not proven: it must warn again";
}

TEST(Proofs, WhatWasProvenIsNotReplayedAgain) {
  const std::vector<std::string> broken = {
      "revision a; revises base; upgrade { on sqlite { select nothing_there; } } downgrade { }"};
  const Replayed first(broken);
  EXPECT_NE(first.text(), "");
  EXPECT_EQ(Replayed(broken, first.keys()).text(), "") << "a claimed proof is believed";
}

TEST(Proofs, DependOnAllThatDecides) {
  const auto key_of = [](const std::string& text) { return Replayed({text}).keys()[0]; };
  const std::string plain = key_of(kUsers);
  EXPECT_EQ(
      key_of(
          "revision a \"text\"; revises base; -- comment\nupgrade { create table users (id integer primary "
          "key,  name text); }"),
      plain);
  for (const char* other :
       {"revision a; revises base; upgrade { create table users (id integer primary key, name varchar(9)); }",
        "revision a; revises base; upgrade { create table users (id integer primary key, name text); } "
        "downgrade { drop "
        "table users; }",
        "revision a; revises base; allow no-primary-key \"x\"; upgrade { create table users (id integer "
        "primary key, "
        "name text); }"}) {
    EXPECT_NE(key_of(other), plain) << other;
  }
}

TEST(Proofs, AreReadAsTheyAreWritten) {
  const std::vector<std::string> keys = {"aa", "bb"};
  EXPECT_EQ(ReadProofs(WriteProofs(keys)), (std::set<std::string, std::less<>>{"aa", "bb"}));
  EXPECT_TRUE(ReadProofs("").empty());
}

}  // namespace
}  // namespace instar::compiler
