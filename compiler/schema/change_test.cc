#include "compiler/schema/change.h"

#include <gtest/gtest.h>

#include "compiler/schema/schema_difference.h"
#include "compiler/schema/test_schema.h"

namespace instar::compiler {
namespace {

const char kBase[] =
    "create type mood as enum ('good', 'bad'); "
    "create table t (id integer primary key, a text, m mood); create table u (id integer primary key, a "
    "text);";

std::string Differences(const Catalog& expected, const Catalog& actual) {
  std::string messages;
  for (const SchemaDifference& difference : DifferenceOf(expected, actual)) {
    messages += difference.Message() + "\n";
  }
  return messages;
}

// The merge of two branches leaves what one after the other would.
void ExpectMerges(const std::string& left, const std::string& right) {
  TestSchema apart, one_by_one;
  for (TestSchema* test : {&apart, &one_by_one}) {
    test->Add("a", "revises base;", kBase).Add("l", "revises a;", left, "irreversible \"test\";");
  }
  apart.Add("r", "revises a;", right, "irreversible \"test\";").Add("z", "revises l, r;", "");
  one_by_one.Add("r", "revises l;", right, "irreversible \"test\";");
  apart.Build();
  one_by_one.Build();
  ASSERT_EQ(apart.Report(), "");
  ASSERT_EQ(one_by_one.Report(), "");
  EXPECT_EQ(Differences(one_by_one.Of("r").after, apart.Of("z").before), "");
  EXPECT_NE(Differences(apart.Of("l").after, apart.Of("z").before), "");
  EXPECT_NE(Differences(apart.Of("r").after, apart.Of("z").before), "");
}

TEST(Change, MergesWhatBothSidesDid) {
  ExpectMerges("alter table t add column x text;",
               "alter table t add column y text; create index iy on t (y);");
  ExpectMerges("create index ix on t (a);", "create index iy on t (a); alter table u rename to v;");
  ExpectMerges("alter table u rename column a to b, rename to w;", "alter table t drop column a;");
  ExpectMerges("drop table u;", "create view v (i) as select id from t;");
  ExpectMerges("alter type mood add value 'so'; alter type mood rename to temper;",
               "create table x (id integer);");
  ExpectMerges("on sqlite { create trigger tr after insert on t begin select 1; end; }",
               "on sqlite { create trigger ts after insert on t begin select 1; end; }");
}

TEST(Change, LeavesAloneWhatItDoesNotKnow) {
  TestSchema test;
  test.Add("a", "revises base;", "create table t (a integer, b integer, c integer);");
  test.Add("b", "revises a;", "alter table t drop column b;");
  test.Add("c", "revises b;", "alter table t rename column c to d; alter table t add column e text;");
  const std::vector<RevisionSchema>& schemas = test.Build();
  ASSERT_EQ(schemas.size(), 3u) << test.Report();
  // What `b` did is undone behind `c`.
  const Operation undo = Inverse(schemas[1].upgrade[0]);
  const std::optional<Operation> rebased = Rebase(undo, schemas[2].after);
  ASSERT_TRUE(rebased);
  std::string names;
  for (const Column& column : rebased->table_after->columns) names += column.name.text + " ";
  EXPECT_EQ(names, "a d e b ");
  EXPECT_EQ(rebased->table_before, schemas[2].after.FindTable("t"));
  EXPECT_EQ(rebased->after.FindTable("t"), rebased->table_after);
  // Once is enough.
  EXPECT_FALSE(Rebase(undo, rebased->after));
  EXPECT_FALSE(Rebase(schemas[0].upgrade[0], schemas[2].after));
  EXPECT_FALSE(Rebase(undo, Catalog()));
}

}  // namespace
}  // namespace instar::compiler
