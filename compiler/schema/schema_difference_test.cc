#include "compiler/schema/schema_difference.h"

#include <gtest/gtest.h>

#include "compiler/schema/test_schema.h"

namespace instar::compiler {
namespace {

Catalog CatalogOf(const std::string& statements) {
  TestSchema test;
  test.Add("a", "revises base;",
           "create table p (id integer primary key, x integer, y integer, unique (x, y));" + statements,
           "irreversible \"test\";");
  test.Build();
  EXPECT_EQ(test.Report(), "") << statements;
  return test.Of("a").after;
}

// One message on each line.
std::string Difference(const std::string& expected, const std::string& actual) {
  std::string messages;
  for (const SchemaDifference& difference : DifferenceOf(CatalogOf(expected), CatalogOf(actual))) {
    messages += difference.Message() + "\n";
  }
  return messages;
}

// A table with the columns a and b, and what is to be compared.
std::string InTable(const std::string& a, const std::string& b) {
  return Difference("create table t (a integer, b text" + a + ");",
                    "create table t (a integer, b text" + b + ");");
}

TEST(SchemaDifference, NamesDecideAndOrderDoesNot) {
  EXPECT_EQ(
      Difference("create table t (a integer, B varchar(20) default 'x', unique (a), check (a > 0)); "
                 "create index i on t (a); create index j on t (b);",
                 "create table T (b VARCHAR ( 20 ) default ('x'), A integer, check (\"a\">0), unique (a)); "
                 "create index J on t (b); create index i on t (a);"),
      "");
  EXPECT_EQ(
      InTable(", foreign key (a) references p", ", foreign key (a) references p (id) on delete no action"),
      "");
}

TEST(SchemaDifference, ObjectsMissingAndLeftOver) {
  EXPECT_EQ(
      Difference(
          "create table t (a integer); create view v (a) as select a from t; create type e as enum ('x');",
          "create table u (a integer); create view w (a) as select a from u; create type f as enum "
          "('x');"),
      "table 't' is missing\ntable 'u' is left over\nview 'v' is missing\nview 'w' is left over\n"
      "type 'e' is missing\ntype 'f' is left over\n");
  EXPECT_EQ(InTable(", c integer, constraint k check (a > 0)", ", d integer, unique (b)"),
            "column 'c' of table 't' is missing\nconstraint 'k' of table 't' is missing\n"
            "column 'd' of table 't' is left over\nconstraint 'unique (b)' of table 't' is left over\n");
}

TEST(SchemaDifference, Columns) {
  const auto column = [](const std::string& expected, const std::string& actual) {
    const std::string message = InTable(", c " + expected, ", c " + actual);
    const std::string beginning = "column 'c' of table 't' must be ";
    return message.starts_with(beginning) ? message.substr(beginning.size()) : message;
  };
  EXPECT_EQ(column("integer", "bigint"), "'integer', not 'bigint'\n");
  EXPECT_EQ(column("decimal(5, 2)", "decimal(5, 3)"), "'decimal(5, 2)', not 'decimal(5, 3)'\n");
  EXPECT_EQ(column("integer not null", "integer"), "'integer not null', not 'integer'\n");
  EXPECT_EQ(column("text default 'A'", "text default 'a'"), "'text default 'A'', not 'text default 'a''\n");
  EXPECT_EQ(column("text default null", "text"), "'text default null', not 'text'\n");
  EXPECT_EQ(
      column("text generated always as (lower(b)) stored", "text generated always as (lower(b)) virtual"),
      "'text generated always as (lower(b)) stored', not 'text generated always as (lower(b)) "
      "virtual'\n");
  EXPECT_EQ(column("text collate nocase", "text"), "'text collate nocase', not 'text'\n");
}

TEST(SchemaDifference, Constraints) {
  const auto differs = [](const std::string& expected, const std::string& actual) {
    return InTable(", constraint k " + expected, ", constraint k " + actual);
  };
  EXPECT_EQ(differs("check (a > 0)", "check (a > 1)"),
            "constraint 'k' of table 't' must be 'check (a > 0)', not 'check (a > 1)'\n");
  EXPECT_NE(differs("unique (a, b)", "unique (b, a)"), "");
  EXPECT_NE(differs("foreign key (a) references p", "foreign key (a) references p on delete cascade"), "");
  EXPECT_NE(differs("foreign key (a) references p", "foreign key (a) references p on update cascade"), "");
  EXPECT_NE(
      differs("foreign key (a) references p", "foreign key (a) references p deferrable initially deferred"),
      "");
  EXPECT_NE(InTable(", c integer, constraint k foreign key (a, c) references p (x, y)",
                    ", c integer, constraint k foreign key (a, c) references p (y, x)"),
            "");
  EXPECT_EQ(InTable(", primary key (a, b)", ", primary key (b, a)"),
            "the primary key of table 't' must be 'primary key (a, b)', not 'primary key (b, a)'\n");
  EXPECT_EQ(
      Difference("create table t (a integer primary key) strict;", "create table t (a integer primary key);"),
      "table 't' must be 'strict'\n");
  EXPECT_EQ(Difference("create table t (a integer primary key);",
                       "create table t (a integer primary key) without rowid;"),
            "table 't' must not be 'without rowid'\n");
}

TEST(SchemaDifference, IndexesViewsTypesAndRawObjects) {
  const std::string table = "create table t (a integer, b text);";
  const auto differs = [&](const std::string& expected, const std::string& actual) {
    return Difference(table + expected, table + actual);
  };
  EXPECT_EQ(differs("create index i on t (a, b);", "create unique index i on t (b, lower(b)) where a > 0;"),
            "index 'i' must be 'on t (a, b)', not 'unique on t (b, lower(b)) where a > 0'\n");
  EXPECT_NE(differs("create index i on t (a desc);", "create index i on t (a);"), "");
  EXPECT_NE(differs("create index i on t (b collate nocase);", "create index i on t (b);"), "");
  EXPECT_NE(differs("create view v (x) as select a from t;", "create view v (y) as select a from t;"), "");
  EXPECT_NE(differs("create view v (x) as select a from t;", "create view v (x) as select b from t;"), "");
  EXPECT_EQ(differs("create type e as enum ('x', 'y');", "create type e as enum ('y', 'x');"),
            "type 'e' must be ''x', 'y'', not ''y', 'x''\n");
  const auto raw = [&](const std::string& expected, const std::string& actual) {
    const std::string head = "on sqlite { create trigger tr after insert on t begin ";
    return differs(head + expected + " end; }", head + actual + " end; }");
  };
  EXPECT_EQ(raw("select 1;", " select  1 ; -- one\n"), "");
  EXPECT_NE(raw("select 1;", "select 2;"), "");
}

TEST(SchemaDifference, OnlyWhatWasTouched) {
  const Catalog expected = CatalogOf("create table t (a integer); create table u (a integer);");
  const Catalog actual = CatalogOf("create table t (b integer); create table u (b integer);");
  TouchedNames touched;
  touched.tables = {"u"};
  for (const SchemaDifference& difference : DifferenceOf(expected, actual, touched)) {
    EXPECT_NE(difference.object.find("'u'"), std::string::npos) << difference.object;
  }
  EXPECT_EQ(DifferenceOf(expected, actual, touched).size(), 2u);
  EXPECT_EQ(DifferenceOf(expected, actual).size(), 4u);
}

}  // namespace
}  // namespace instar::compiler
