#include "compiler/syntax/sql/parse_text.h"

#include <gtest/gtest.h>

#include "compiler/syntax/sql/print_for_test.h"

namespace instar::compiler::sql {
namespace {

std::string Read(const std::string& text) {
  ParsedSqlText parsed = ParseSqlText(text);
  EXPECT_EQ(parsed.statement == nullptr, !parsed.error.empty()) << text;
  return parsed.statement != nullptr ? Print(parsed.sources, *parsed.statement) : "error: " + parsed.error;
}

// As SQLite 3.40 and 3.53 leave them behind ALTER TABLE.
TEST(ParseTextTest, WhatSqliteKeeps) {
  EXPECT_EQ(
      Read("CREATE TABLE \"u\" (\"b\" integer, c text, d int references \"p\"(\"x\"), z integer not null "
           "default 1)"),
      "create table \"u\" (\"b\" integer, c text, d int references \"p\" (\"x\"), z integer not null default "
      "1)");
  EXPECT_EQ(Read("CREATE TABLE t(a integer PRIMARY KEY AUTOINCREMENT, b VARCHAR(10) COLLATE NOCASE)"),
            "create table t (a integer primary key autoincrement, b varchar(10) collate NOCASE)");
  EXPECT_EQ(Read("CREATE UNIQUE INDEX i ON \"u\" (\"b\" COLLATE NOCASE DESC) WHERE \"b\" > 0;"),
            "create unique index i on \"u\" (\"b\" collate NOCASE desc) where \"b\" > 0");
  EXPECT_EQ(Read("CREATE VIEW v AS SELECT a FROM t -- the end\n"), "create view v as SELECT a FROM t");
}

TEST(ParseTextTest, EveryQuote) {
  EXPECT_EQ(Read("create table [a table] (`b``c` integer, 'd' text, [e\"f] blob, g$1 \"VARCHAR(10)\")"),
            "create table \"a table\" (\"b`c\" integer, \"d\" text, \"e\"\"f\" blob, g$1 VARCHAR(10))");
}

TEST(ParseTextTest, AnyTypeAndNoCommaBetweenConstraints) {
  EXPECT_EQ(
      Read("create table t (a some odd type (1), b my text, c, unique (a) check (b > 0) constraint x primary "
           "key (c))"),
      "create table t (a some odd type(1), b my text, c), unique (a), check (b > 0), constraint x primary "
      "key "
      "(c)");
}

TEST(ParseTextTest, OneStatement) {
  EXPECT_EQ(Read(""), "error: there is no statement");
  EXPECT_EQ(Read(" -- nothing"), "error: there is no statement");
  EXPECT_EQ(Read(";"), "error: there is no statement");
  EXPECT_EQ(Read("drop table t; drop table u"), "error: expected one statement");
  EXPECT_EQ(Read("create table t (a"), "error: the parentheses are not balanced");
  EXPECT_EQ(Read("create table t (a))"), "error: the parentheses are not balanced");
  EXPECT_EQ(Read("create table t (a) 'x"), "error: this string never ends");
  EXPECT_EQ(Read("create table t (a) [x"),
            "error: a name in brackets is not portable SQL; write names in \"double "
            "quotes\", or use an 'on DIALECT { }' block");
  EXPECT_EQ(Read("pragma user_version"), "error: expected a statement, found 'pragma'");
  EXPECT_EQ(Read("create table t (a integer) strict, odd"),
            "error: expected 'strict' or 'without rowid', found 'odd'");
}

TEST(ParseTextTest, RangesPointIntoTheText) {
  ParsedSqlText parsed = ParseSqlText("create table [t] (a)");
  const auto& table = std::get<CreateTable>(*parsed.statement);
  EXPECT_EQ(parsed.sources.Text(table.table.range), "[t]");
  EXPECT_TRUE(table.table.quoted);
}

}  // namespace
}  // namespace instar::compiler::sql
