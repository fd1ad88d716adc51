// Foreign keys that were allowed to lead to nothing, and what becomes of them.
#include <gtest/gtest.h>

#include <string>

#include "compiler/schema/print_schema.h"
#include "compiler/schema/test_schema.h"

namespace instar::compiler {
namespace {

constexpr char kChild[] =
    "allow fk-parent-missing \"shipped\";\ncreate table c (x integer references p (a));\n";

const ForeignKey& KeyOfChild(const Catalog& catalog) { return catalog.FindTable("c")->foreign_keys[0]; }

TEST(WaitingKeys, GetTheirParentWhenItComes) {
  TestSchema schemas;
  schemas.Add("a", "revises base;", kChild)
      .Add("b", "revises a;", "create table p (a integer primary key);")
      .Add("c", "revises b;", "alter table p rename column a to b, rename to q;");
  schemas.Build();
  EXPECT_EQ(schemas.Report(), "");
  EXPECT_EQ(KeyOfChild(schemas.Of("a").after).parent_table, kNoObject);
  EXPECT_TRUE(schemas.Of("a").after.HasDoubtfulKeys());
  const TablePointer parent = schemas.Of("b").after.FindTable("p");
  EXPECT_EQ(KeyOfChild(schemas.Of("b").after).parent_table, parent->id);
  EXPECT_EQ(schemas.Of("b").after.ChildrenOf(parent->id).size(), 1u);
  EXPECT_NE(PrintSchema(schemas.Of("a").after).find("references p (a)"), std::string::npos);
  EXPECT_NE(PrintSchema(schemas.Of("b").after).find("references p (a)"), std::string::npos);
  EXPECT_NE(PrintSchema(schemas.Of("c").after).find("references q (b)"), std::string::npos);
}

TEST(WaitingKeys, WaitAgainOnTheWayBack) {
  TestSchema schemas;
  schemas.Add("a", "revises base;", kChild)
      .Add("b", "revises a;", "create table p (a integer primary key); alter table c add column y integer;");
  schemas.Build();
  EXPECT_EQ(schemas.Report(), "");
  const Catalog& back = schemas.Of("b").downgrade.back().after;
  EXPECT_EQ(back.FindTable("p"), nullptr);
  EXPECT_EQ(KeyOfChild(back).parent_table, kNoObject);
  EXPECT_EQ(*back.FindTable("c"), *schemas.Of("b").before.FindTable("c"));
  EXPECT_EQ(back.WaitingFor("p").size(), 1u);
  EXPECT_EQ(schemas.Of("b").after.WaitingFor("p").size(), 0u);
}

TEST(WaitingKeys, GetTheirParentByARename) {
  TestSchema schemas;
  schemas.Add("a", "revises base;", std::string(kChild) + "create table o (a integer primary key);")
      .Add("b", "revises a;", "alter table o rename to p;", "irreversible \"no\";");
  schemas.Build();
  EXPECT_EQ(schemas.Report(), "");
  EXPECT_EQ(KeyOfChild(schemas.Of("b").after).parent_table, schemas.Of("b").after.FindTable("p")->id);
}

// SQLite changes the child with it.
TEST(WaitingKeys, ARenameIsNotUndoneByAnother) {
  TestSchema schemas;
  schemas.Add("a", "revises base;", std::string(kChild) + "create table o (a integer primary key);")
      .Add("b", "revises a;", "alter table o rename to p;");
  schemas.Build();
  EXPECT_EQ(schemas.Report(),
            "downgrade-does-not-restore at b 'upgrade': the downgrade does not restore the schema\n"
            "  at a 'references p (a)': constraint 'foreign key (x) references p (a) on delete no action on "
            "update no action' of table 'c' is missing\n"
            "  at a 'references p (a)': constraint 'foreign key (x) references o (a) on delete no action on "
            "update no action' of table 'c' is left over\n");
}

TEST(WaitingKeys, MayWaitForTheTableThatTheyAreIn) {
  TestSchema schemas;
  schemas
      .Add("a", "revises base;",
           "allow fk-parent-missing \"shipped\"; create table c (a integer primary key, x integer "
           "references p);")
      .Add("b", "revises a;", "alter table c rename to p;", "irreversible \"no\";");
  schemas.Build();
  EXPECT_EQ(schemas.Report(), "");
  const TablePointer table = schemas.Of("b").after.FindTable("p");
  EXPECT_EQ(table->foreign_keys[0].parent_table, table->id);
  EXPECT_EQ(table->foreign_keys[0].parent_columns, std::vector<ObjectId>{table->columns[0].id});
}

TEST(WaitingKeys, MeetTheirParentInAMerge) {
  TestSchema schemas;
  schemas.Add("a", "revises base;", "create table o (x integer);")
      .Add("b", "revises a;", "create table p (a integer primary key);")
      .Add("c", "revises a;", kChild)
      .Add("d", "revises b, c;", "alter table p rename column a to n;");
  schemas.Build();
  EXPECT_EQ(schemas.Report(), "");
  EXPECT_NE(PrintSchema(schemas.Of("d").after).find("references p (n)"), std::string::npos);
}

// What is said of a table that comes for `key`.
std::string Said(const std::string& key, const std::string& upgrade) {
  TestSchema schemas;
  schemas
      .Add("a", "revises base;",
           "allow fk-parent-missing \"shipped\"; create table c (x integer references " + key + ");")
      .Add("b", "revises a;", upgrade);
  schemas.Build();
  return schemas.Report();
}

TEST(WaitingKeys, MustFitWhatTheyWaitedFor) {
  const std::string waited = " at b 'p': a foreign key of 'c', which waited for 'p', ";
  const std::string note = "\n  at a 'references p (a)': the foreign key is here\n";
  EXPECT_EQ(Said("p (a)", "create table p (b integer primary key);"),
            "fk-parent-missing" + waited + "leads to column 'a', which this table does not have" + note);
  EXPECT_EQ(Said("p (a)", "create table p (a integer);"),
            "fk-parent-not-unique" + waited + "leads to (a), which is no unique key of this table" + note);
  EXPECT_EQ(Said("p (a)", "create table p (a text primary key);"),
            "fk-type-mismatch" + waited + "refers with 'x' of type 'integer' to 'a' of type 'text'" + note);
  EXPECT_EQ(
      Said("p (a)", "allow fk-parent-not-unique, fk-type-mismatch \"shipped\"; create table p (a text);"),
      "");
}

TEST(WaitingKeys, MustBeAsManyAsTheyWaitedFor) {
  const std::string waited = " at b 'p': a foreign key of 'c', which waited for 'p', ";
  const std::string note = "\n  at a 'references p': the foreign key is here\n";
  EXPECT_EQ(
      Said("p", "create table p (a integer);"),
      "fk-parent-not-unique" + waited + "leads to the primary key of this table, which has none" + note);
  EXPECT_EQ(Said("p", "create table p (a integer, b integer, primary key (a, b));"),
            "fk-column-count" + waited + "refers with 1 column to 2 columns" + note);
}

}  // namespace
}  // namespace instar::compiler
