#include "compiler/replay/short_table.h"

#include <gtest/gtest.h>

#include "compiler/schema/test_schema.h"

namespace instar::compiler {
namespace {

struct Shortening {
  std::vector<std::string> columns;
  std::vector<std::string> additions;
};

Shortening Of(const std::string& statements) {
  TestSchema test;
  const Catalog catalog = test.Add("a", "revises base;", statements).Build().back().after;
  EXPECT_EQ(test.Report(), "");
  const ShortTable shortened = Shortened(catalog.FindTable("t"), catalog);
  Shortening result{{}, shortened.additions};
  for (const Column& column : shortened.table->columns) result.columns.push_back(column.name.text);
  return result;
}

using Names = std::vector<std::string>;

TEST(ShortTable, TwoColumnsComeBackWithWhatMentionsThem) {
  const Shortening found =
      Of("create table t (a integer primary key, b text, c integer default 1 check (c > 0), d text); "
         "create index i on t (d, a);");
  EXPECT_EQ(found.columns, (Names{"a", "b"}));
  EXPECT_EQ(found.additions, (Names{"ALTER TABLE t ADD COLUMN c integer DEFAULT 1 CHECK (c > 0)",
                                    "ALTER TABLE t ADD COLUMN d text", "CREATE INDEX i ON t (d, a)"}));
}

TEST(ShortTable, WhatCannotComeLaterStays) {
  EXPECT_EQ(Of("create table t (a text, b integer primary key);").columns, (Names{"a", "b"}));
  EXPECT_EQ(Of("create table t (a text, b text unique);").columns, (Names{"a", "b"}));
  EXPECT_EQ(Of("create table t (a text, b text not null);").columns, (Names{"a", "b"}));
  EXPECT_EQ(Of("create table t (a text, b text default current_timestamp);").columns, (Names{"a", "b"}));
  EXPECT_EQ(Of("create table t (a text, b text, check (a < b));").columns, (Names{"a", "b"}));
  EXPECT_EQ(Of("create table t (a text generated always as (b), b text);").columns, (Names{"a", "b"}));
  EXPECT_EQ(Of("create table t (a text);").additions, Names{});
}

}  // namespace
}  // namespace instar::compiler
