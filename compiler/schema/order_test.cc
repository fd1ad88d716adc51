#include "compiler/schema/order.h"

#include <gtest/gtest.h>

#include "compiler/schema/test_schema.h"

namespace instar::compiler {
namespace {

// A base with two tables, and two branches from it.
std::string Report(const std::string& left, const std::string& right,
                   const std::string& base =
                       "create table t (id integer primary key, a text, b text not null "
                       "default 'x'); create table u (id integer primary key, t_id integer);"
                       "create unique index ux_t_a on t (a);") {
  TestSchema test;
  test.Add("base0", "revises base;", base, "irreversible \"test\";");
  test.Add("left", "revises base0;", left, "irreversible \"test\";");
  test.Add("right", "revises base0;", right, "irreversible \"test\";");
  test.Build();
  return test.Report();
}

bool IsUnordered(const std::string& report) { return report.starts_with("unordered-change"); }

TEST(Order, BothDropATable) {
  EXPECT_EQ(Report("drop table u;", "drop table u;"),
            "unordered-change at right 'drop table u': 'right' drops table 'u', and 'left' drops table 'u'; "
            "neither comes after the other\n"
            "  at left 'drop table u': 'left' drops table 'u' here\n"
            "  fix: revises base0;\ndepends on left;\n");
}

TEST(Order, WhatCommutes) {
  EXPECT_EQ(
      Report("alter table t add column x text;", "alter table t add column y integer not null default 1;"),
      "");
  EXPECT_EQ(Report("create index ix1 on t (b);", "alter table t add column y text;"), "");
  EXPECT_EQ(Report("create index ix1 on t (b);", "create index ix2 on t (b);"), "");
  EXPECT_EQ(Report("alter table t add column x integer check (x > 0);",
                   "alter table t add column u_id integer references u;"),
            "");
  EXPECT_EQ(Report("alter table t add column x text;", "drop table u;"), "");
  EXPECT_EQ(Report("create table v (id integer primary key);", "create table w (id integer primary key);"),
            "");
  EXPECT_EQ(Report("update t set a = b;", "alter table t add column x text;"), "");
  EXPECT_EQ(Report("update t set a = 'x';", "update t set a = 'y';"), "");
  EXPECT_EQ(Report("update t set a = 'x';", "alter table t drop column b;"), "");
}

TEST(Order, ColumnsAndIndexesOfOneName) {
  EXPECT_TRUE(IsUnordered(Report("alter table t add column x text;", "alter table t add column X integer;")));
  EXPECT_TRUE(IsUnordered(Report("create index i on t (b);", "create index i on u (t_id);")));
  EXPECT_TRUE(IsUnordered(Report("create table v (id integer);", "create table V (id integer);")));
  EXPECT_TRUE(IsUnordered(Report("create table v (id integer);", "create index v on t (b);")));
  EXPECT_TRUE(IsUnordered(Report("create view v (id) as select id from t;", "create table v (id integer);")));
  EXPECT_TRUE(IsUnordered(Report("alter table u rename to v;", "create table v (id integer);")));
}

// Each of these makes SQLite's table anew.
TEST(Order, ColumnsThatNeedARebuild) {
  const std::string other = "alter table t add column y text;";
  EXPECT_TRUE(IsUnordered(Report("alter table t add column x text unique;", other)));
  EXPECT_TRUE(IsUnordered(Report("alter table t add column x integer not null;", other)));
  EXPECT_TRUE(IsUnordered(Report("alter table t add column x text default current_timestamp;", other)));
  EXPECT_TRUE(IsUnordered(Report("alter table t add column x integer default (1 + 1);", other)));
  EXPECT_TRUE(IsUnordered(Report("alter table t add column x integer default 1 references u;", other)));
  EXPECT_TRUE(
      IsUnordered(Report("alter table t add column x text generated always as (lower(a)) stored;", other)));
  EXPECT_FALSE(
      IsUnordered(Report("alter table t add column x text generated always as (lower(a)) virtual;", other)));
  EXPECT_TRUE(IsUnordered(Report("alter table t add check (a > b);", other)));
  EXPECT_TRUE(IsUnordered(Report("alter table t alter column b drop not null;", "create index i on t (b);")));
}

TEST(Order, WhatOneUsesTheOtherMustNotTake) {
  EXPECT_TRUE(IsUnordered(Report("create view v (a) as select b from t;", "alter table t drop column b;")));
  EXPECT_TRUE(IsUnordered(Report("update u set t_id = (select id from t);", "alter table t rename to s;")));
  EXPECT_TRUE(IsUnordered(Report("update t set b = 'y';", "alter table t rename column b to c;")));
  EXPECT_TRUE(IsUnordered(Report("update t set b = 'y';", "alter table t alter column b type integer;")));
  EXPECT_TRUE(IsUnordered(Report("create table v (t_a text references t (a));", "drop index ux_t_a;")));
  EXPECT_TRUE(IsUnordered(Report("create table v (t_id integer references t);", "drop table t;")));
  EXPECT_TRUE(
      IsUnordered(Report("on sqlite { create trigger tr after insert on u begin delete from t; end; }",
                         "alter table t rename to s;")));
  EXPECT_TRUE(
      IsUnordered(Report("on sqlite { update t set b = 1; }", "alter table t rename column b to c;")));
}

// A table that is made anew names its parents.
TEST(Order, ARebuildUsesTheParents) {
  const std::string base =
      "create table t (id integer primary key, a text); create table u (id integer primary key, n integer, "
      "t_id integer references t (id));";
  EXPECT_TRUE(
      IsUnordered(Report("alter table t rename to s;", "alter table u alter column n set not null;", base)));
  EXPECT_TRUE(IsUnordered(
      Report("alter table u alter column n set not null;", "alter table t rename column id to key;", base)));
  EXPECT_EQ(Report("alter table t rename to s;", "alter table u add column x text;", base), "");
  EXPECT_EQ(Report("alter table t rename to s;", "create index i on u (n);", base), "");
  EXPECT_EQ(Report("alter table t rename to s;", "alter table u rename column n to m;", base), "");
  EXPECT_EQ(Report("alter table t rename column a to b;", "alter table u alter column n set not null;", base),
            "");
}

TEST(Order, EnumTypes) {
  const std::string base =
      "create type mood as enum ('good', 'bad'); create table t (id integer, m mood); create table u (id "
      "integer);";
  EXPECT_TRUE(
      IsUnordered(Report("alter type mood add value 'so';", "alter type mood add value 'la';", base)));
  EXPECT_TRUE(IsUnordered(Report("alter type mood add value 'so';", "create table v (m mood);", base)));
  EXPECT_TRUE(
      IsUnordered(Report("alter type mood add value 'so';", "alter table t add column x text;", base)));
  EXPECT_EQ(Report("alter type mood add value 'so';", "alter table u add column x text;", base), "");
}

TEST(Order, ADependencyOrdersThem) {
  TestSchema test;
  test.Add("base0", "revises base;", "create table t (id integer);");
  test.Add("left", "revises base0;", "drop table t;");
  test.Add("right", "revises base0;\ndepends on left;", "create table t (id integer);");
  test.Build();
  EXPECT_EQ(test.Report(), "");
}

// What comes before a branch and after a merge is ordered with all.
TEST(Order, OneErrorForOneMissingDependency) {
  TestSchema test;
  test.Add("a0", "revises base;",
           "create table t (id integer, a text); create table u (id integer, a text);");
  test.Add("b1", "revises a0;", "alter table t alter column a type integer;", "irreversible \"test\";");
  test.Add("b2", "revises b1;", "alter table u alter column a type integer;", "irreversible \"test\";");
  test.Add("c1", "revises a0;\ndepends on a0;",
           "alter table u rename column a to b; "
           "alter table t rename column a to b;");
  test.Add("c2", "revises c1;", "alter table t rename column b to c;");
  test.Add("d", "revises b2, c2;", "alter table t add column x text;");
  test.Build();
  EXPECT_EQ(test.Report(),
            "unordered-change at c1 'rename column a to b': 'c1' renames column 'u.a', and 'b2' "
            "changes column 'u.a'; neither comes after the other\n"
            "  at b2 'alter column a type integer': 'b2' changes column 'u.a' here\n"
            "  fix: depends on a0, b2\n");
}

// What one branch does costs nothing in the other.
TEST(Order, TwoLongBranchesOnOneTable) {
  constexpr int kRevisions = 4'000;
  TestSchema test;
  test.Add("r0", "revises base;", "create table t (id integer, a text, b text);");
  for (int i = 1; i <= kRevisions; ++i) {
    const std::string id = std::to_string(i);
    const std::string before = std::to_string(i - 1);
    test.Add("l" + id, "revises " + (i == 1 ? "r0" : "l" + before) + ";", "update t set a = 1;",
             "irreversible \"test\";");
    test.Add("m" + id, "revises " + (i == 1 ? "r0" : "m" + before) + ";", "update t set b = 1;",
             "irreversible \"test\";");
  }
  const std::string last = std::to_string(kRevisions);
  test.Add("n", "revises m" + last + ";", "alter table t rename column b to c;");
  test.Add("o", "revises n;", "alter table t rename column a to d;");
  test.Build();
  EXPECT_EQ(test.Report(),
            "unordered-change at o 'rename column a to d': 'o' renames column 't.a', and 'l4000' uses column "
            "'t.a'; "
            "neither comes after the other\n"
            "  at l4000 'update t set a = 1': 'l4000' uses column 't.a' here\n"
            "  fix: revises n;\ndepends on l4000;\n");
}

}  // namespace
}  // namespace instar::compiler
