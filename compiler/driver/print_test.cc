#include "compiler/driver/print.h"

#include <gtest/gtest.h>

namespace instar::compiler {
namespace {

class PrintTest : public testing::Test {
 protected:
  PrintTest() {
    Add("a", "revision a; revises base; upgrade { create table t (id integer primary key, x text); }");
    Add("b", "revision b; revises a; upgrade { alter table t alter column x set default 'none'; }");
    options_.compile.inputs = {"m"};
  }

  void Add(const std::string& name, const std::string& text) {
    ASSERT_TRUE(files_.Write("m/" + name + ".migration", text).ok());
  }

  Printed Schema(const std::string& revision) {
    options_.print_schema = revision;
    Diagnostics diagnostics;
    return PrintSchemaAt(options_, ParseInputs(options_.compile, files_, &diagnostics), &diagnostics);
  }

  Options options_;
  InMemoryFileSystem files_;
};

TEST_F(PrintTest, TheSchemaAtARevisionAndAtHead) {
  const std::string before = "create table t (\n    id integer,\n    x text,\n    primary key (id)\n);\n";
  EXPECT_EQ(Schema("a").text, before);
  EXPECT_EQ(Schema("head").text, Schema("b").text);
  EXPECT_NE(Schema("b").text.find("x text default 'none'"), std::string::npos);
  options_.json = true;
  EXPECT_EQ(Schema("a").text.find("{"), 0u);
}

TEST_F(PrintTest, AWrongRevisionIsWrongUsage) {
  EXPECT_EQ(Schema("c").usage.find("no revision is called 'c'"), 0u);
  Add("c", "revision c; revises a; upgrade { }");
  options_.compile.chain.allow_multiple_heads = true;
  EXPECT_EQ(Schema("head").usage.find("there are 2 heads"), 0u);
}

TEST_F(PrintTest, ABrokenHistoryPrintsNothing) {
  Add("c", "revision c; revises b; upgrade { drop table nothing; }");
  EXPECT_EQ(Schema("head").text, "");
}

TEST_F(PrintTest, TheStatementsOfEveryRevisionBothWays) {
  Diagnostics diagnostics;
  const std::string text =
      PrintSqliteSql(options_, ParseInputs(options_.compile, files_, &diagnostics), &diagnostics).text;
  EXPECT_EQ(
      text.find("-- revision a\n-- upgrade\nCREATE TABLE t (id INTEGER PRIMARY KEY, x text);\n-- downgrade\n"
                "DROP TABLE t;\n\n-- revision b\n-- upgrade\n"
                "-- Foreign keys are off, and are checked before the commit.\nCREATE TABLE "),
      0u)
      << text;
  EXPECT_NE(text.find("DEFAULT 'none'"), std::string::npos) << "the rebuild is shown as statements";
}

}  // namespace
}  // namespace instar::compiler
