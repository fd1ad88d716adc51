#include "compiler/schema/heads.h"

#include <gtest/gtest.h>

#include "compiler/schema/print_schema.h"
#include "compiler/schema/schema_difference.h"
#include "compiler/schema/test_schema.h"

namespace instar::compiler {
namespace {

Catalog AtHeads(TestSchema* test) {
  const std::vector<RevisionSchema>& schemas = test->Build();
  EXPECT_EQ(test->Report(), "");
  return SchemaAtHeads(test->chain(), schemas);
}

TEST(SchemaAtHeads, OfNoRevisions) {
  TestSchema test;
  EXPECT_EQ(PrintSchema(AtHeads(&test)), "");
}

TEST(SchemaAtHeads, OfOneHead) {
  TestSchema test;
  test.Add("a", "revises base;", "create table t (x text, y text);");
  test.Add("b", "revises a;", "alter table t drop column y;", "downgrade auto keeping data;");
  EXPECT_EQ(PrintSchema(AtHeads(&test)), "create table t (\n    x text\n);\n");
}

// The heads are c, e (which needs d) and z, which begins anew.
TEST(SchemaAtHeads, OfSeveralHeadsIsWhatAllTogetherLeave) {
  TestSchema test;
  test.Add("a", "revises base;", "create table t (x text); create table u (x text);");
  test.Add("c", "revises a;", "alter table t add column of_c text; drop table u;");
  test.Add("d", "revises a;", "alter table t add column of_d text;");
  test.Add("e", "revises a; depends on d;", "create table v (x text);");
  test.Add("z", "revises base;", "create table w (x text);");
  const Catalog together = AtHeads(&test);
  TestSchema merged;
  merged.Add("a", "revises base;", "create table t (x text); create table u (x text);");
  merged.Add("c", "revises a;", "alter table t add column of_c text; drop table u;");
  merged.Add("d", "revises a;", "alter table t add column of_d text;");
  merged.Add("e", "revises a; depends on d;", "create table v (x text);");
  merged.Add("z", "revises base;", "create table w (x text);");
  merged.Add("zz", "revises c, e, z;", "");
  EXPECT_TRUE(DifferenceOf(AtHeads(&merged), together).empty());
  EXPECT_EQ(PrintSchema(together),
            "create table t (\n    x text,\n    of_c text,\n    of_d text\n);\n"
            "create table v (\n    x text\n);\ncreate table w (\n    x text\n);\n");
}

}  // namespace
}  // namespace instar::compiler
