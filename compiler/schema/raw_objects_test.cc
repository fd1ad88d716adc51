#include "compiler/schema/raw_objects.h"

#include <gtest/gtest.h>

#include "absl/strings/str_join.h"
#include "compiler/schema/raw_effect.h"
#include "compiler/schema/test_schema.h"

namespace instar::compiler {
namespace {

// "create trigger tr on t"
std::string EffectOf(const std::string& text, Dialect dialect = Dialect::kSqlite) {
  SourceSet sources;
  sources.Add({"a.migration", text});
  const SourceRange all{0, 0, static_cast<std::uint32_t>(text.size())};
  const RawEffect effect = RawEffectOf(sources, all, dialect);
  if (effect.kind == RawEffectKind::kNone) return "none";
  std::string said = effect.verb + " " + effect.object + (effect.if_exists ? " if exists" : "");
  for (const RawName& name : effect.names) {
    EXPECT_EQ(KeyOf(sources.Text(name.range)).find(KeyOf(name.name.text)) != std::string::npos, true);
    said += " " + name.name.text;
  }
  if (effect.table) said += " on " + effect.table->name.text;
  return said + (effect.action.empty() ? "" : ": " + effect.action);
}

TEST(RawEffect, Sqlite) {
  EXPECT_EQ(EffectOf("CREATE TRIGGER tr AFTER UPDATE OF a ON t BEGIN SELECT 1; END"),
            "create trigger tr on t");
  EXPECT_EQ(
      EffectOf("create trigger if not exists main.[my tr] /* on x */ instead of delete on \"T\"\"x\" begin"),
      "create trigger if exists my tr on T\"x");
  EXPECT_EQ(EffectOf("create temp trigger tr after insert on t begin select 1; end"), "none");
  EXPECT_EQ(EffectOf("create unique index if not exists i on t (a)"), "create index if exists i on t");
  EXPECT_EQ(EffectOf("create virtual table f using fts5(a, content='t')"), "create virtual table f");
  EXPECT_EQ(EffectOf("create view v as select 1"), "create view v");
  EXPECT_EQ(EffectOf("create table if not exists main.x (id)"), "create table if exists x");
  EXPECT_EQ(EffectOf("create temporary table x (id)"), "none");
  EXPECT_EQ(EffectOf("drop trigger if exists tr"), "drop trigger if exists tr");
  EXPECT_EQ(EffectOf("drop table f"), "drop table f");
  EXPECT_EQ(EffectOf("alter table `t` rename to u"), "alter table t: rename");
  EXPECT_EQ(EffectOf("insert into t values (1)"), "none");
  EXPECT_EQ(EffectOf("analyze"), "none");
  EXPECT_EQ(EffectOf("create trigger"), "none");
  EXPECT_EQ(EffectOf("drop table 'x'"), "none");
  EXPECT_EQ(EffectOf(""), "none");
}

TEST(RawEffect, Postgresql) {
  const auto effect = [](const char* text) { return EffectOf(text, Dialect::kPostgresql); };
  EXPECT_EQ(effect("create index concurrently i on only s.t using gin (a)"), "create index i on t");
  EXPECT_EQ(effect("create index on t (a)"), "none");
  EXPECT_EQ(
      effect("create or replace function s.f(a integer) returns trigger as $$ begin end $$ language plpgsql"),
      "create function f");
  EXPECT_EQ(effect("create constraint trigger tr after insert on t execute function f()"),
            "create trigger tr on t");
  EXPECT_EQ(effect("create materialized view mv as select 1"), "create view mv");
  EXPECT_EQ(effect("create type e as enum ('a')"), "create type e");
  EXPECT_EQ(effect("create type c as (a integer)"), "none");
  EXPECT_EQ(effect("create extension pgcrypto"), "none");
  EXPECT_EQ(effect("drop function if exists f(integer, text), g"), "drop function if exists f g");
  EXPECT_EQ(effect("drop index concurrently i, s.j cascade"), "drop index i j");
  EXPECT_EQ(effect("drop trigger tr on t"), "drop trigger tr on t");
  EXPECT_EQ(effect("alter table only t set (fillfactor = 70)"), "alter table t: set");
  EXPECT_EQ(effect("alter type e add value 'b'"), "alter type e: add");
}

TEST(RawEffect, Words) {
  const auto words = [](const char* text, Dialect dialect) {
    return absl::StrJoin(WordsOf(text, dialect), " ");
  };
  EXPECT_EQ(words("insert into \"My T\" ([a b], `c`) values ('no', 12, x.Y, x.y) -- t", Dialect::kSqlite),
            "insert into my t a b c values x y");
  EXPECT_EQ(words("create function f() as $b$ update T set a = 'no' $b$", Dialect::kPostgresql),
            "create function f as update t set a");
}

std::string Report(const std::string& upgrade) {
  TestSchema test;
  test.Add(
      "a", "revises base;",
      "create table t (id integer primary key, a text); create table u (id integer primary key, b text); "
      "create index ix on t (a); create view v (i) as select id from t; create type e as enum ('x');");
  test.Add("b", "revises a;", upgrade, "irreversible \"test\";");
  test.Build();
  return test.Report();
}

const char kTrigger[] = "on sqlite { create trigger tr after insert on u begin update t set a = 1; end; } ";

TEST(RawObjects, AreKeptOnTheirTables) {
  TestSchema test;
  test.Add("a", "revises base;",
           "create table t (id integer primary key, a text); create table u (id integer primary key);" +
               std::string(kTrigger) +
               "on sqlite, postgresql { create index i on t (a); }"
               "on sqlite { create virtual table f using fts5(a, content='u'); }",
           "irreversible \"test\";");
  test.Build();
  ASSERT_EQ(test.Report(), "");
  const TablePointer u = test.Of("a").after.FindTable("u");
  ASSERT_EQ(u->raw.size(), 2u);
  EXPECT_EQ(u->raw[0].kind, "trigger");
  EXPECT_EQ(u->raw[0].text, "create trigger tr after insert on u begin update t set a = 1; end");
  EXPECT_EQ(u->raw[0].dialects, std::vector<Dialect>{Dialect::kSqlite});
  EXPECT_EQ(u->raw[1].kind, "virtual table");
  const TablePointer t = test.Of("a").after.FindTable("t");
  ASSERT_EQ(t->raw.size(), 1u);
  EXPECT_EQ(t->raw[0].dialects, (std::vector<Dialect>{Dialect::kSqlite, Dialect::kPostgresql}));
  EXPECT_EQ(test.Of("a").after.FindTableOfIndex("i"), t);
}

TEST(RawObjects, AreForgottenWhenDropped) {
  EXPECT_EQ(Report(kTrigger + std::string("on sqlite { drop trigger TR; } alter table t drop column a;"))
                .find("mentioned-in-raw-object"),
            std::string::npos);
  EXPECT_EQ(
      Report("on sqlite { create virtual table f using fts5(a, content=t); drop table f; } drop view v; "
             "drop table t;"),
      "");
}

TEST(RawObjects, KeepWhatTheyMention) {
  EXPECT_EQ(Report(kTrigger + std::string("alter table t rename column a to c;")),
            "mentioned-in-raw-object at b 'a': column 'a' cannot be renamed while trigger 'tr' mentions it; "
            "drop the "
            "trigger before\n"
            "  at b 'tr': trigger 'tr' is made here\n");
  EXPECT_TRUE(Report(kTrigger + std::string("drop view v; alter table t rename to s;"))
                  .starts_with("mentioned-in-raw-object"));
  EXPECT_TRUE(
      Report(kTrigger + std::string("drop view v; drop table t;")).starts_with("mentioned-in-raw-object"));
  EXPECT_TRUE(
      Report(kTrigger + std::string("alter table u rename to s;")).starts_with("mentioned-in-raw-object"));
  // Its own triggers go with a table.
  EXPECT_EQ(Report(kTrigger + std::string("drop table u;")), "");
  EXPECT_EQ(Report(kTrigger + std::string("alter table u rename column b to c;")), "");
}

TEST(RawObjects, ChangesOfTheSchemaBelongIntoStatements) {
  EXPECT_EQ(
      Report("on sqlite { create table x (id integer); }"),
      "raw-schema-change at b 'x': a table made in raw SQL is unknown to the compiler; write 'create table x "
      "(...);' outside of the 'on' block\n");
  EXPECT_EQ(
      Report("on sqlite { alter table t add column c text; }"),
      "raw-schema-change at b 't': the compiler keeps track of table 't': write 'alter table t add ...;' "
      "outside of the 'on' block\n"
      "  at a 't': 't' is made here\n");
  for (const char* raw : {"drop table t", "drop view v", "drop index ix", "alter table T rename to x"}) {
    EXPECT_TRUE(Report("on sqlite { " + std::string(raw) + "; }").starts_with("raw-schema-change")) << raw;
  }
  for (const char* raw : {"create type f as enum ('a')", "alter type e add value 'y'", "drop type e",
                          "alter index ix rename to iy"}) {
    EXPECT_TRUE(Report("on postgresql { " + std::string(raw) + "; }").starts_with("raw-schema-change"))
        << raw;
  }
  for (const char* raw :
       {"alter table t set (fillfactor = 70)", "alter table t enable row level security", "drop table other",
        "alter table other add column x text", "comment on table t is 'x'"}) {
    EXPECT_EQ(Report("on postgresql { " + std::string(raw) + "; }"), "") << raw;
  }
}

TEST(RawObjects, NamesAreTakenOnce) {
  EXPECT_EQ(Report(kTrigger + std::string(kTrigger)),
            "duplicate-trigger at b 'tr': cannot make trigger 'tr': the name is taken\n"
            "  at b 'tr': the first 'tr' is here\n");
  EXPECT_TRUE(Report("on sqlite { create index ix on u (b); }").starts_with("duplicate-index"));
  EXPECT_TRUE(Report("on sqlite { create view T as select id from u; }").starts_with("duplicate-view"));
  EXPECT_TRUE(Report("on sqlite { create virtual table v using fts5(t); }").starts_with("duplicate-table"));
  EXPECT_EQ(Report(kTrigger +
                   std::string("on postgresql { create trigger tr after insert on u execute function f(); "
                               "}")),
            "");
  EXPECT_EQ(Report("on sqlite { create index if not exists ix on t (id); }"), "");
  EXPECT_EQ(
      Report(
          "on postgresql { create function f() returns t as $$ $$ language sql; create or replace function "
          "f() returns t as $$ $$ language sql; }"),
      "");
}

TEST(RawObjects, OneStatementChangesOneTable) {
  EXPECT_TRUE(Report("on postgresql { create index i on t (id); create index j on u (id); drop index i, j; }")
                  .starts_with("raw-schema-change at b 'j'"));
  EXPECT_EQ(Report("on postgresql { create index i on t (id); create index j on t (id); drop index i, j; }"),
            "");
}

// Its errors stand elsewhere.
TEST(RawObjects, OfUnknownDatabasesAreNotRead) {
  const std::string report = Report("on mysql { create table x (id integer); delete from t; }");
  EXPECT_TRUE(report.starts_with("unknown-dialect")) << report;
  EXPECT_EQ(report.find("raw-schema-change"), std::string::npos) << report;
}

}  // namespace
}  // namespace instar::compiler
