#include "compiler/lowering/sqlite/lower_to_sqlite.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "compiler/diagnostics/text_printer.h"
#include "compiler/lowering/sqlite/rebuild.h"
#include "compiler/schema/schema.h"
#include "compiler/syntax/parser.h"
#include "runtime/applying/rebuild.h"

namespace instar::compiler {
namespace {

std::string FlagText(std::uint32_t flags) {
  std::string text;
  if ((flags & kRebuildSameStorage) != 0) text += " same-storage";
  if ((flags & kRebuildSchemaEdit) != 0) text += " schema-edit";
  if ((flags & kRebuildDefaultEdit) != 0) text += " default-edit";
  if ((flags & kRebuildAutoincrement) != 0) text += " autoincrement";
  if ((flags & kRebuildWithoutRowid) != 0) text += " without-rowid";
  if ((flags & kRebuildOldWithoutRowid) != 0) text += " old-without-rowid";
  return text;
}

std::string RebuildText(const std::string& encoded) {
  Rebuild rebuild;
  EXPECT_TRUE(DecodeRebuild(encoded, &rebuild));
  std::string text = "rebuild " + std::string(rebuild.table) + " " + std::string(rebuild.definition) + ":";
  for (std::size_t i = 0; i < rebuild.columns.size(); ++i) {
    text += " " + std::string(rebuild.columns[i]);
    if (rebuild.columns[i] != rebuild.expressions[i]) text += "=" + std::string(rebuild.expressions[i]);
  }
  text += FlagText(rebuild.flags);
  for (const RebuildCheck& check : rebuild.checks) text += "; check " + std::string(check.query);
  if (!rebuild.probe.empty()) {
    text += "; probe " + std::string(rebuild.probe) + " under " + std::string(rebuild.probe_definition);
  }
  for (const RebuildObject& object : rebuild.objects) {
    text.append("; ").append(object.type).append(" ").append(object.name);
    if (object.sql.empty()) text += " goes";
  }
  return text;
}

struct Lowered {
  std::string upgrade;
  std::string downgrade;
  std::string errors;
};

std::string Joined(const std::vector<LoweredStep>& steps) {
  std::string text;
  for (const LoweredStep& step : steps) {
    EXPECT_TRUE(step.source.valid());
    if (!text.empty()) text += " | ";
    if (step.kind == StepKind::kRebuild) {
      text += RebuildText(step.text);
    } else {
      text += (step.kind == StepKind::kCall ? "call " : "") + step.text;
    }
  }
  return text;
}

constexpr std::string_view kAllow =
    "allow drop-table, drop-column, add-unique, set-not-null, add-check, add-foreign-key, narrowing-type, "
    "affinity-coercion, add-not-null, cast-may-fail, drop-recreate \"test\";\n";

// The steps of the second of two revisions, joined by " | ".
Lowered Lower(const std::string& first, const std::string& upgrade, const std::string& downgrade = "auto",
              std::uint32_t minimum_version = 3037000) {
  SourceSet sources;
  Diagnostics diagnostics;
  const std::string allow(kAllow);
  const std::string down = downgrade == "auto" ? "downgrade auto;" : "downgrade {" + downgrade + "}";
  sources.Add({"a.migration", "revision a; revises base; upgrade {" + first + "} irreversible \"test\";"});
  sources.Add({"b.migration", "revision b; revises a;\n" + allow + "upgrade {" + upgrade + "} " + down});
  std::vector<SyntaxTree> trees;
  for (FileId file = 0; file < sources.size(); ++file) trees.push_back(Parse(sources, file, &diagnostics));
  const auto chain = BuildChain(sources, trees, {}, &diagnostics);
  const std::vector<RevisionSchema> schemas = BuildSchemas(sources, *chain, {}, &diagnostics);
  const LoweredDialect lowered =
      LowerToSqlite(sources, *chain, schemas, {.minimum_version = minimum_version}, &diagnostics);
  Lowered result{Joined(lowered.revisions[1].upgrade), Joined(lowered.revisions[1].downgrade), ""};
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (DiagnosticSeverity(diagnostic.kind) == Severity::kWarning) continue;
    const LineColumn place = sources.Position(diagnostic.range.file, diagnostic.range.begin);
    result.errors += std::to_string(place.line) + ":" + std::to_string(place.column) + " " +
                     diagnostic.message + " [" + std::string(DiagnosticName(diagnostic.kind)) + "]\n";
  }
  return result;
}

std::string Up(const std::string& first, const std::string& upgrade, const std::string& downgrade = "auto",
               std::uint32_t minimum_version = 3037000) {
  const Lowered lowered = Lower(first, upgrade, downgrade, minimum_version);
  EXPECT_EQ(lowered.errors, "") << upgrade;
  return lowered.upgrade;
}

TEST(LowerToSqlite, DataFoldsSpaceAndComments) {
  EXPECT_EQ(Up("create table t (a int);", "update   t\n set a=1/**/+2; -- done\n", ""), "update t set a=1 +2")
      << "a comment separates";
}

TEST(LowerToSqlite, DataKeepsStringsAndNamesAsWritten) {
  EXPECT_EQ(Up("create table \"My T\" (a text);",
               "insert into \"My T\" (a) values ('It''s  -- no\r\n/* comment */');", ""),
            "insert into \"My T\" (a) values ('It''s  -- no\n/* comment */')");
}

TEST(LowerToSqlite, RawBlocksGoByteForByte) {
  EXPECT_EQ(Up("create table t (a int);",
               "on sqlite { create trigger g after insert on t begin\r\n  select 1;  -- x\n end; }",
               "on sqlite { drop trigger g; }"),
            "create trigger g after insert on t begin\n  select 1;  -- x\n end");
  EXPECT_EQ(Up("", "on postgresql { analyze; } create table t (a int);", "drop table t;"),
            "CREATE TABLE t (a int)");
}

TEST(LowerToSqlite, CallsAreSteps) { EXPECT_EQ(Up("", "call a::B;", ""), "call a::B"); }

TEST(LowerToSqlite, TypesKeepTheirNamesWhereTheAffinityIsTheSame) {
  EXPECT_EQ(
      Up("",
         "create table t (a bigint, b boolean, c double precision, d decimal(8,2), e varchar(20), f blob, "
         "g timestamp, h uuid, i json);"),
      "CREATE TABLE t (a bigint, b INTEGER, c double precision, d decimal(8, 2), e varchar(20), f blob, "
      "g TEXT, h TEXT, i TEXT)");
}

TEST(LowerToSqlite, ATypeMayBeCalledAsAKeyword) {
  EXPECT_EQ(Up("", "create table t (a \"table\", b \"order\"(5), c mediumint, d unsigned big int);"),
            "CREATE TABLE t (a \"table\", b \"order\"(5), c mediumint, d unsigned big int)");
}

TEST(LowerToSqlite, IdentityIsAutoincrement) {
  EXPECT_EQ(Up("", "create table t (id bigint generated always as identity primary key, a text);"),
            "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a text)");
}

TEST(LowerToSqlite, EnumsAreChecks) {
  EXPECT_EQ(Up("create type mood as enum ('ok', 'it''s');", "create table t (a mood not null);"),
            "CREATE TABLE t (a TEXT NOT NULL CHECK (a IN ('ok', 'it''s')))");
}

TEST(LowerToSqlite, ConstraintsKeepTheirNamesAndPlaces) {
  EXPECT_EQ(
      Up("create table p (a int, b int, primary key (a, b), unique (a));",
         "create table \"order\" (id integer primary key, a int default 5 constraint pos check (a > 0), b "
         "int, "
         "\"two words\" text collate nocase, parent int references \"order\" (id) on delete cascade, "
         "constraint fk foreign key (a, b) references p deferrable initially deferred, constraint u unique "
         "(a, "
         "b), check (a < b)) strict;"),
      "CREATE TABLE \"order\" (id INTEGER PRIMARY KEY, a int DEFAULT 5 CONSTRAINT pos CHECK (a > 0), b int, "
      "\"two words\" text COLLATE nocase, parent int REFERENCES \"order\" (id) ON DELETE CASCADE, CONSTRAINT "
      "u "
      "UNIQUE (a, b), CHECK (a < b), CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES p DEFERRABLE INITIALLY "
      "DEFERRED) STRICT");
}

TEST(LowerToSqlite, WhatAlterTableCanDoIsLeftToIt) {
  const Lowered lowered =
      Lower("create table t (a int, b text);",
            "alter table t rename to u, add column c int not null default 5, rename column "
            "a to aa, drop column b; create index i on u (c) where aa > 0;");
  EXPECT_EQ(lowered.errors, "");
  EXPECT_EQ(
      lowered.upgrade,
      "ALTER TABLE t RENAME TO u | ALTER TABLE u ADD COLUMN c int NOT NULL DEFAULT 5 | ALTER TABLE u RENAME "
      "COLUMN a TO aa | ALTER TABLE u DROP COLUMN b | CREATE INDEX i ON u (c) WHERE aa > 0");
  EXPECT_EQ(
      lowered.downgrade,
      "DROP INDEX i | ALTER TABLE u ADD COLUMN b text | ALTER TABLE u RENAME COLUMN aa TO a | ALTER TABLE u "
      "DROP COLUMN c | ALTER TABLE u RENAME TO t");
}

// What SQLite accepts on an empty table only.
TEST(LowerToSqlite, WhatAddColumnRefusesOnRowsIsARebuild) {
  const std::string table = "create table p (id integer primary key); create table t (a int);";
  const char* const refused[] = {
      "add column b timestamp default current_timestamp",    "add column b int default (1 + 1)",
      "add column b int default 1 references p (id)",        "add column b int unique",
      "add column b int generated always as (a + 1) stored", "add column b date default true",
  };
  for (const char* const action : refused) {
    EXPECT_EQ(Up(table, "alter table t " + std::string(action) + ";").substr(0, 9), "rebuild t") << action;
  }
  const char* const accepted[] = {
      "add column b int default -1",
      "add column b int default (1)",
      "add column b text not null default 'x'",
      "add column b boolean default true",
      "add column b int references p (id)",
      "add column b int check (b > 0)",
      "add column b int generated always as (a + 1) virtual",
  };
  for (const char* const action : accepted) {
    EXPECT_EQ(Up(table, "alter table t " + std::string(action) + ";").substr(0, 13), "ALTER TABLE t")
        << action;
  }
}

TEST(LowerToSqlite, DropColumnIsNativeOnlyWhereNothingUsesIt) {
  const std::string table =
      "create table t (a int, b int unique, c int check (c > 0), d int, e int, check (d < e));";
  EXPECT_EQ(Up(table, "alter table t drop column a;"), "ALTER TABLE t DROP COLUMN a");
  EXPECT_EQ(Up(table, "alter table t drop column a;", "auto", 3035000).substr(0, 9), "rebuild t");
}

TEST(LowerToSqlite, ConstraintsAndDefaultsAreEditsOfTheSchema) {
  const std::string table =
      "create table p (id integer primary key); create table t (a int, b text not null);";
  EXPECT_EQ(
      Up(table, "alter table t add constraint pos check (a > 0);"),
      "rebuild t (a int CONSTRAINT pos CHECK (a > 0), b text NOT NULL): a b same-storage schema-edit; check "
      "SELECT 1 FROM t WHERE NOT (a > 0)");
  EXPECT_EQ(Up(table, "alter table t alter column b drop not null;"),
            "rebuild t (a int, b text): a b same-storage schema-edit");
  EXPECT_EQ(
      Up(table, "alter table t alter column a set not null;"),
      "rebuild t (a int NOT NULL, b text NOT NULL): a b same-storage schema-edit; check SELECT 1 FROM t "
      "WHERE a IS NULL");
  EXPECT_EQ(Up(table, "alter table t add foreign key (a) references p (id);"),
            "rebuild t (a int REFERENCES p (id), b text NOT NULL): a b same-storage schema-edit");
}

// Rows written before an ADD COLUMN read the default from the schema: an edit would change them.
TEST(LowerToSqlite, AnEditOfADefaultNeedsAProbe) {
  const std::string table = "create table t (a int, b text default 'x', c int default 1);";
  const std::string value = "x'8f3b5c01d96e4a7792e0ab64c5d8137f'";
  EXPECT_EQ(
      Up(table, "alter table t alter column b set default 'y';"),
      "rebuild t (a int, b text DEFAULT 'y', c int DEFAULT 1): a b c default-edit; probe SELECT 1 FROM t "
      "NOT INDEXED WHERE b IS " +
          value + " under (a int, b text DEFAULT " + value + ", c int DEFAULT 1)");
  EXPECT_EQ(
      Up(table, "alter table t alter column b drop default, alter column c set default 2;"),
      "rebuild t (a int, b text, c int DEFAULT 2): a b c default-edit; probe SELECT 1 FROM t NOT INDEXED "
      "WHERE b IS " +
          value + " OR c IS " + value + " under (a int, b text DEFAULT " + value + ", c int DEFAULT " +
          value + ")");
}

TEST(LowerToSqlite, NewPromisesOfComputedColumnsAreChecked) {
  const std::string table = "create table t (a int, g int generated always as (a + 1) virtual);";
  const std::string set = Up(table, "alter table t alter column g set not null;");
  EXPECT_NE(set.find("schema-edit; check SELECT 1 FROM t WHERE g IS NULL"), std::string::npos) << set;
  const std::string check = Up(table, "alter table t add check (g > 0);");
  EXPECT_NE(check.find("schema-edit; check SELECT 1 FROM t WHERE NOT (g > 0)"), std::string::npos) << check;
}

// An INTEGER PRIMARY KEY numbers the rows, an INT or a column with a key that is ordered its own way does
// not.
TEST(LowerToSqlite, TheSpellingOfATypeIsAChange) {
  EXPECT_EQ(Up("create table t (a integer, b text);", "alter table t alter column a type int;"),
            "rebuild t (a int, b text): a b same-storage");
  EXPECT_EQ(
      Up("",
         "create table t (a integer, primary key (a desc)); create table u (a integer primary key desc);"),
      "CREATE TABLE t (a INTEGER PRIMARY KEY) | CREATE TABLE u (a integer PRIMARY KEY DESC)");
  const std::string strict = "create table t (a boolean, b text) strict;";
  EXPECT_EQ(Up(strict, "alter table t add primary key (a);"),
            "rebuild t (a INTEGER PRIMARY KEY, b text) STRICT: a b; check SELECT 1 FROM t WHERE a IS NULL");
}

// SQLite cannot rename the column otherwise.
TEST(LowerToSqlite, AKeyInAUniqueOfATableWithoutRowidsComesLast) {
  EXPECT_EQ(Up("", "create table t (a integer primary key, b int, unique (b, a)) without rowid;"),
            "CREATE TABLE t (a integer, b int, UNIQUE (b, a), PRIMARY KEY (a)) WITHOUT ROWID");
}

TEST(LowerToSqlite, ACollationIsAboutAWholeTerm) {
  EXPECT_EQ(
      Up("create table t (a text);", "create index i on t ((a || 'x') collate nocase desc, (a || 'y'));"),
      "CREATE INDEX i ON t ((a || 'x') COLLATE nocase DESC, a || 'y')");
}

TEST(LowerToSqlite, UniquesAreRebuilds) {
  EXPECT_EQ(
      Up("create table t (a int, b text); create index i on t (b);",
         "alter table t add constraint u unique (a, b);"),
      "rebuild t (a int, b text, CONSTRAINT u UNIQUE (a, b)): a b; check SELECT 1 FROM t WHERE a IS NOT NULL "
      "AND b IS NOT NULL GROUP BY a, b HAVING count(*) > 1; index i");
  EXPECT_EQ(Up("create table t (a int, b text);", "create unique index u on t (a);"),
            "CREATE UNIQUE INDEX u ON t (a)");
}

TEST(LowerToSqlite, TypesAreCastOrConverted) {
  const std::string table = "create table t (a text, b varchar(10), c int);";
  EXPECT_EQ(
      Up(table,
         "alter table t alter column a type integer, alter column b type text, alter column c type text "
         "using (c || '!');",
         "alter table t alter column a type text, alter column b type varchar(10), alter column c type "
         "int;"),
      "rebuild t (a integer, b text, c text): a=CAST(a AS INTEGER) b c=(c || '!')");
  EXPECT_EQ(Up(table, "alter table t alter column b type varchar(20);"),
            "rebuild t (a text, b varchar(20), c int): a b c same-storage");
}

TEST(LowerToSqlite, ChangesOfOneTableAreOneRebuild) {
  EXPECT_EQ(
      Up("create table t (a int, b int, c int); create table u (x int); create index i on t (b);",
         "alter table t alter column a type text; alter table u add column y int; alter table t drop column "
         "c, rename column b to bb, alter column a set not null, add column d timestamp default "
         "current_timestamp; create index j on t (d); alter table t alter column d drop default;",
         "on sqlite { select 1; } auto;"),
      "ALTER TABLE u ADD COLUMN y int | ALTER TABLE t RENAME COLUMN b TO bb | rebuild t (a text NOT NULL, bb "
      "int, d TEXT): a=CAST(a AS TEXT) bb d=current_timestamp; index i | CREATE INDEX j ON t (d)");
}

TEST(LowerToSqlite, ARebuildDoesNotWaitForStatementsThatTouchTheTable) {
  EXPECT_EQ(
      Up("create table t (a int); create table u (x int);",
         "alter table t alter column a type text; insert into u (x) select a from t; alter table t alter "
         "column a set not null;",
         "auto;"),
      "rebuild t (a text): a=CAST(a AS TEXT) | insert into u (x) select a from t | rebuild t (a text NOT "
      "NULL): a same-storage schema-edit; check SELECT 1 FROM t WHERE a IS NULL");
}

TEST(LowerToSqlite, ANewTableIsMadeAsItWillBe) {
  const Lowered lowered = Lower(
      "",
      "create table a (id int primary key, b int); create table b (id int primary key, a int references "
      "a (id)); alter table a add constraint fk foreign key (b) references b (id);");
  EXPECT_EQ(lowered.errors, "");
  EXPECT_EQ(
      lowered.upgrade,
      "CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a (id)) | CREATE TABLE a (id int PRIMARY KEY, b "
      "int CONSTRAINT fk REFERENCES b (id))");
}

TEST(LowerToSqlite, EnumValuesChangeEveryTableThatHasThem) {
  const std::string tables =
      "create type mood as enum ('a', 'b'); create table t (m mood); create table u (m mood, n int);";
  const Lowered added = Lower(tables, "alter type mood add value 'c';");
  EXPECT_EQ(
      added.upgrade,
      "rebuild t (m TEXT CHECK (m IN ('a', 'b', 'c'))): m same-storage schema-edit | rebuild u (m TEXT CHECK "
      "(m IN ('a', 'b', 'c')), n int): m n same-storage schema-edit");
  EXPECT_EQ(
      added.downgrade.substr(0, added.downgrade.find(" | ")),
      "rebuild t (m TEXT CHECK (m IN ('a', 'b'))): m same-storage schema-edit; check SELECT 1 FROM t WHERE m "
      "NOT IN ('a', 'b')");
  const Lowered renamed = Lower(tables, "alter type mood rename value 'a' to 'z';");
  EXPECT_EQ(
      renamed.upgrade.substr(0, renamed.upgrade.find(" | ")),
      "rebuild t (m TEXT CHECK (m IN ('z', 'b'))): m=CASE m COLLATE BINARY WHEN 'a' THEN 'z' ELSE m END");
  EXPECT_EQ(
      renamed.downgrade.substr(0, renamed.downgrade.find(" | ")),
      "rebuild t (m TEXT CHECK (m IN ('a', 'b'))): m=CASE m COLLATE BINARY WHEN 'z' THEN 'a' ELSE m END");
}

TEST(LowerToSqlite, AValueThatIsNewHasNoRows) {
  EXPECT_EQ(Up("create type mood as enum ('a'); create table t (m mood);",
               "alter type mood add value 'b'; alter type mood rename value 'b' to 'c';"),
            "rebuild t (m TEXT CHECK (m IN ('a', 'c'))): m same-storage schema-edit");
}

TEST(LowerToSqlite, StrictAnyTakesValuesAsTheyAre) {
  EXPECT_EQ(Up("create table t (a text) strict;", "alter table t alter column a type any;"),
            "rebuild t (a any) STRICT: a");
}

TEST(LowerToSqlite, TheOrderOfColumnsIsThatOfTheirMaking) {
  SCOPED_TRACE("two columns are added before the rebuild");
  const std::string steps = Up("create table t (a int, b int);",
                               "alter table t add column c int; alter table t add column d int; alter table "
                               "t alter column a set not null;");
  EXPECT_NE(steps.find("): a b c d same-storage"), std::string::npos) << steps;
}

TEST(LowerToSqlite, NewerSqliteAltersConstraints) {
  EXPECT_EQ(
      Up("create table t (a int);",
         "alter table t alter column a set not null, add constraint pos check (a > 0);", "auto", 3053000),
      "ALTER TABLE t ALTER COLUMN a SET NOT NULL | ALTER TABLE t ADD CONSTRAINT pos CHECK (a > 0)");
}

TEST(LowerToSqlite, TriggersAndIndexesStandOnTheRebuiltTable) {
  EXPECT_EQ(
      Up("create table t (a int, b text); create index i on t (a); on sqlite { create trigger g after insert "
         "on t begin select 1; end; }",
         "alter table t alter column a type text; drop index i;"),
      "DROP INDEX i | rebuild t (a text, b text): a=CAST(a AS TEXT) b; trigger g");
}

TEST(LowerToSqlite, DroppedTablesComeBackWhole) {
  EXPECT_EQ(
      Lower("create table t (a int, b text); create unique index i on t (b);", "drop table t;").downgrade,
      "CREATE TABLE t (a int, b text) | CREATE UNIQUE INDEX i ON t (b)");
}

TEST(DataBesideRebuild, NamesWhatNeedsForeignKeys) {
  const std::string tables =
      "create table p (id integer primary key, k int unique, n text); create table c (p int references p "
      "(k)); "
      "create table t (a int);";
  const auto errors = [&](const std::string& data) {
    return Lower(tables, "alter table t alter column a type text;\n" + data, "auto;").errors;
  };
  EXPECT_EQ(errors("delete from c;"),
            "4:1 rows cannot be deleted in a revision that rebuilds a table: foreign keys are off meanwhile "
            "[data-beside-rebuild]\n");
  EXPECT_EQ(
      errors("update p set k = 2;"),
      "4:1 columns that others reference cannot be updated in a revision that rebuilds a table: foreign keys "
      "are off meanwhile [data-beside-rebuild]\n");
  EXPECT_NE(errors("insert or replace into p (id) values (1);"), "");
  EXPECT_NE(errors("call a::B;"), "");
  EXPECT_NE(errors("on sqlite { update p set n = 1; }"), "");
  EXPECT_EQ(errors("update p set n = 'x'; insert into p (id) values (1);"), "");
}

// What the runtime must know to run several revisions together: the same that may not stand beside a rebuild.
TEST(StepFlags, SayWhatNeedsForeignKeys) {
  const std::string tables =
      "create table p (id integer primary key, k int unique, n text); create table c (p int references p "
      "(k)); ";
  const auto flags = [&](const std::string& statement) {
    SourceSet sources;
    Diagnostics diagnostics;
    sources.Add({"a.migration",
                 "revision a; revises base; upgrade {" + tables + statement + "} irreversible \"test\";"});
    const std::vector<SyntaxTree> trees = {Parse(sources, 0, &diagnostics)};
    const auto chain = BuildChain(sources, trees, {}, &diagnostics);
    const std::vector<RevisionSchema> schemas = BuildSchemas(sources, *chain, {}, &diagnostics);
    const LoweredDialect lowered = LowerToSqlite(sources, *chain, schemas, {}, &diagnostics);
    EXPECT_EQ(lowered.revisions[0].upgrade.size(), 3u) << statement;
    EXPECT_EQ(lowered.revisions[0].upgrade[1].flags, 0u);
    return lowered.revisions[0].upgrade.back().flags;
  };
  for (const char* statement :
       {"delete from c;", "update p set k = 2;", "call a::B;", "on sqlite { delete from c; }",
        "insert or replace into p (id) values (1);"}) {
    EXPECT_EQ(flags(statement), kStepNeedsForeignKeys) << statement;
  }
  for (const char* statement : {"update p set n = 'x';", "insert into p (id) values (1);",
                                "create index i on p (n);", "on sqlite { analyze; }"}) {
    EXPECT_EQ(flags(statement), 0u) << statement;
  }
}

TEST(StepFlags, SayWhatNeedsForeignKeysOff) {
  // The step that has it, counted from 0, of the last revision's upgrade; -1: none has.
  const auto flagged = [](const std::string& first, const std::string& upgrade) {
    SourceSet sources;
    Diagnostics diagnostics;
    sources.Add({"a.migration",
                 "revision a; revises base; allow fk-parent-missing, fk-parent-not-unique "
                 "\"test\"; upgrade {" +
                     first + "} irreversible \"test\";"});
    sources.Add({"b.migration", "revision b; revises a; upgrade {" + upgrade + "} irreversible \"test\";"});
    const std::vector<SyntaxTree> trees = {Parse(sources, 0, &diagnostics), Parse(sources, 1, &diagnostics)};
    const auto chain = BuildChain(sources, trees, {}, &diagnostics);
    const std::vector<RevisionSchema> schemas = BuildSchemas(sources, *chain, {}, &diagnostics);
    const LoweredDialect lowered = LowerToSqlite(sources, *chain, schemas, {}, &diagnostics);
    EXPECT_EQ(diagnostics.errors(), 0) << upgrade;
    const std::vector<LoweredStep>& steps = lowered.revisions[1].upgrade;
    const auto found = std::ranges::find_if(
        steps, [](const LoweredStep& step) { return (step.flags & kStepWithoutForeignKeys) != 0; });
    return found == steps.end() ? -1 : static_cast<int>(found - steps.begin());
  };
  const std::string tree = "create table t (id integer primary key, p integer references t (id)";
  EXPECT_EQ(flagged(tree + ");", "drop table t;"), -1);
  EXPECT_EQ(flagged(tree + " on update restrict);", "drop table t;"), -1);
  EXPECT_EQ(flagged(tree + " on delete restrict);", "drop table t;"), 0);
  EXPECT_EQ(flagged(tree + " on delete set null);", "drop table t;"), 0);
  const std::string waiting =
      "create table u (x integer); create table c (id integer primary key, x integer references p); create "
      "table child (c integer references c (id) on delete cascade); create table beside (c integer "
      "references "
      "c (id));";
  EXPECT_EQ(flagged(waiting, "insert into u (x) values (1); insert into c (x) values (1);"), 1);
  EXPECT_EQ(flagged(waiting, "insert into u (x) select x from c;"), -1);
  EXPECT_EQ(flagged(waiting, "insert into beside (c) values (1); delete from child;"), -1);
  EXPECT_EQ(flagged(waiting, "call a::B;"), 0);
  EXPECT_EQ(flagged(waiting, "on sqlite { update c set x = 1; analyze; }"), 0);
  EXPECT_EQ(flagged(waiting, "on sqlite { analyze; }"), -1);
  EXPECT_EQ(flagged(waiting, "create table p (id integer primary key); insert into c (x) values (1);"), -1);
  EXPECT_EQ(flagged(waiting, "create table p (id integer primary key); call a::B;"), -1);
  const std::string doubtful =
      "create table p (a integer, b text); create table c (x integer references p (a));";
  EXPECT_EQ(flagged(doubtful, "update p set b = 'x';"), 0);
  EXPECT_EQ(flagged(doubtful, "insert into c (x) values (1);"), 0);
  EXPECT_EQ(flagged(doubtful, "create unique index ux on p (a); insert into c (x) values (1);"), -1);
  EXPECT_EQ(flagged(doubtful, "create unique index ux on p (a desc); update p set b = 'x';"), -1);
}

TEST(StepFlags, SayWhatCannotRunInATransaction) {
  for (const char* statement : {"vacuum", "VACUUM main", "/* c */ Vacuum -- x\n"}) {
    SourceSet sources;
    Diagnostics diagnostics;
    sources.Add({"a.migration", "revision a; revises base; transaction none; upgrade { on sqlite {" +
                                    std::string(statement) + "; analyze; } } downgrade { }"});
    const std::vector<SyntaxTree> trees = {Parse(sources, 0, &diagnostics)};
    const auto chain = BuildChain(sources, trees, {}, &diagnostics);
    const std::vector<RevisionSchema> schemas = BuildSchemas(sources, *chain, {}, &diagnostics);
    for (const LoweredDialect& lowered : {LowerToSqlite(sources, *chain, schemas, {}, &diagnostics),
                                          LowerToSqlite(sources, *chain, 3037000)}) {
      ASSERT_EQ(lowered.revisions[0].upgrade.size(), 2u) << statement;
      EXPECT_EQ(lowered.revisions[0].upgrade[0].flags, kStepAutocommit | kStepRepeatable) << statement;
      EXPECT_EQ(lowered.revisions[0].upgrade[1].flags, 0u);
    }
    EXPECT_EQ(diagnostics.errors(), 0);
  }
}

TEST(LowerToSqlite, RecordsTheVersionThatItsTextNeeds) {
  const auto version_of = [](const std::string& upgrade) {
    SourceSet sources;
    Diagnostics diagnostics;
    const std::vector<SyntaxTree> trees = {
        Parse(sources,
              sources.Add({"a.migration",
                           "revision a; revises base; upgrade {" + upgrade + "} irreversible \"no\";"}),
              &diagnostics)};
    const auto chain = BuildChain(sources, trees, {}, &diagnostics);
    const std::vector<RevisionSchema> schemas = BuildSchemas(sources, *chain, {}, &diagnostics);
    const LoweredDialect lowered = LowerToSqlite(sources, *chain, schemas, {3035000}, &diagnostics);
    EXPECT_EQ(diagnostics.errors(), 0);
    return lowered.minimum_version;
  };
  EXPECT_EQ(version_of("create table t (a text);"), 3035000);
  EXPECT_EQ(version_of("create table t (a text) strict;"), 3037000);
  EXPECT_EQ(version_of("create table t (a text); on sqlite { update t set a = b -> '$' ; }"), 3038000);
}

}  // namespace
}  // namespace instar::compiler
