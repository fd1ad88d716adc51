#include "compiler/lowering/sqlite/lower_to_sqlite.h"

#include <gtest/gtest.h>

#include "compiler/syntax/parser.h"

namespace instar::compiler {
namespace {

// The steps of one revision's upgrade, joined by " | ".
std::string Lowered(const std::string& upgrade) {
  SourceSet sources;
  Diagnostics diagnostics;
  const FileId file =
      sources.Add({"a.migration", "revision a; revises base; upgrade {" + upgrade + "} downgrade { }"});
  const std::vector<SyntaxTree> trees = {Parse(sources, file, &diagnostics)};
  const auto chain = BuildChain(sources, trees, {}, &diagnostics);
  EXPECT_EQ(diagnostics.errors(), 0);
  const LoweredDialect lowered = LowerToSqlite(sources, *chain, 3037000);
  std::string text;
  for (const LoweredStep& step : lowered.revisions[0].upgrade) {
    if (!text.empty()) text += " | ";
    text += (step.kind == StepKind::kCall ? "call " : "") + step.text;
    EXPECT_TRUE(step.source.valid());
  }
  return text;
}

TEST(LowerToSqlite, FoldsSpaceAndComments) {
  EXPECT_EQ(Lowered("create   table t(a,\n\tb /* two */ text); -- done\n"), "create table t(a, b text)");
  EXPECT_EQ(Lowered("update t set a=1/**/+2;"), "update t set a=1 +2") << "a comment separates";
}

TEST(LowerToSqlite, KeepsStringsAndNamesAsWritten) {
  EXPECT_EQ(Lowered("insert into \"My T\" (a) values ('It''s  -- no\r\n/* comment */');"),
            "insert into \"My T\" (a) values ('It''s  -- no\n/* comment */')");
}

TEST(LowerToSqlite, TakesRawBlocksByteForByte) {
  EXPECT_EQ(Lowered("on sqlite { create trigger g after insert on t begin\r\n  select 1;  -- x\n end; }"),
            "create trigger g after insert on t begin\n  select 1;  -- x\n end");
  EXPECT_EQ(Lowered("on postgresql { analyze; } create table t (a);"), "create table t (a)");
}

TEST(LowerToSqlite, CallsAreStepsAndAllowsAreNot) {
  EXPECT_EQ(Lowered("call a::B; allow drop-table \"why\"; drop table t;"), "call a::B | drop table t");
}

}  // namespace
}  // namespace instar::compiler
