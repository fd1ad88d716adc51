#include "compiler/replay/sqlite_replay.h"

#include <gtest/gtest.h>

#include "compiler/lowering/sqlite/lower_to_sqlite.h"
#include "compiler/syntax/parser.h"

namespace instar::compiler {
namespace {

// What replay says of a history: "line:column message", one a line.
std::string Replayed(const std::vector<std::string>& migrations) {
  SourceSet sources;
  Diagnostics diagnostics;
  std::vector<SyntaxTree> trees;
  for (const std::string& text : migrations) {
    trees.push_back(Parse(sources, sources.Add({"a.migration", text}), &diagnostics));
  }
  const auto chain = BuildChain(sources, trees, {}, &diagnostics);
  EXPECT_EQ(diagnostics.errors(), 0);
  const TableData data =
      BuildTable(*chain, HashChain(sources, *chain), {LowerToSqlite(sources, *chain, 3037000)});
  ReplayOnSqlite(data, *chain, &diagnostics);
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    EXPECT_EQ(diagnostic.kind, DiagnosticKind::kReplayFailed);
    const LineColumn at = sources.Position(diagnostic.range.file, diagnostic.range.begin);
    text += std::to_string(at.line) + ":" + std::to_string(at.column) + " " + diagnostic.message + "\n";
  }
  return text;
}

TEST(ReplayOnSqlite, FindsTheStatementInTheUpgrade) {
  EXPECT_EQ(
      Replayed(
          {"revision a; revises base;\nupgrade {\n  create table t (x);\n  insert into u values (1);\n}\n"
           "downgrade { drop table t; }"}),
      "4:3 SQLite refuses this statement: no such table: u\n");
}

TEST(ReplayOnSqlite, FindsTheStatementInTheDowngrade) {
  EXPECT_EQ(
      Replayed({"revision a; revises base;\nupgrade { create table t (x); }\ndowngrade { drop table t; }",
                "revision b; revises a;\nupgrade { create table u (x); }\ndowngrade {\n drop index u; }"}),
      "4:2 SQLite refuses this statement: no such index: u\n");
}

TEST(ReplayOnSqlite, FindsTheStatementInARawBlock) {
  EXPECT_EQ(
      Replayed({"revision a; revises base; upgrade { on sqlite { create table t (x);\n select missing; } }\n"
                "downgrade { drop table t; }"}),
      "2:2 SQLite refuses this statement: no such column: missing\n");
}

TEST(ReplayOnSqlite, LeavesCppStepsOut) {
  EXPECT_EQ(Replayed({"revision a; revises base; upgrade { call a::B; } downgrade { call a::B; }"}), "");
}

TEST(ReplayOnSqlite, StopsAtWhatCannotBeUndone) {
  EXPECT_EQ(Replayed({"revision a; revises base; upgrade { create table t (x); } irreversible \"why\";",
                      "revision b; revises a; upgrade { create table u (x); } downgrade { drop table u; }"}),
            "");
}

}  // namespace
}  // namespace instar::compiler
