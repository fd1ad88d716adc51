// Which defaults a STRICT table refuses: SQLite is the judge.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "compiler/schema/schema.h"
#include "compiler/syntax/parser.h"
#include "tests/runtime/database.h"

namespace instar::compiler {
namespace {

bool IsError(const std::string& table) {
  SourceSet sources;
  Diagnostics diagnostics;
  sources.Add({"a.migration", "revision a; revises base; upgrade {" + table + ";} irreversible \"test\";"});
  const std::vector<SyntaxTree> trees = {Parse(sources, 0, &diagnostics)};
  const auto chain = BuildChain(sources, trees, {}, &diagnostics);
  BuildSchemas(sources, *chain, {}, &diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    EXPECT_EQ(diagnostic.kind, DiagnosticKind::kStrictDefault) << diagnostic.message;
  }
  return diagnostics.errors() > 0;
}

TEST(StrictDefault, IsWhatSqliteRefusesToInsert) {
  const std::vector<std::string> literals = {"'x'",
                                             "''",
                                             "'12'",
                                             "' 12 '",
                                             "'+5'",
                                             "'-5.'",
                                             "'.5'",
                                             "'1.5'",
                                             "'1.0'",
                                             "'1e3'",
                                             "'1e'",
                                             "'12abc'",
                                             "'0x10'",
                                             "'nan'",
                                             "'inf'",
                                             "'1 2'",
                                             "'it''s'",
                                             "'9223372036854775807'",
                                             "'9223372036854775808'",
                                             "'-9223372036854775808'",
                                             "5",
                                             "-5",
                                             "+5",
                                             "1.5",
                                             "1.0",
                                             ".5",
                                             "5.",
                                             "1e3",
                                             "1e-3",
                                             "1e30",
                                             "1e400",
                                             "0x10",
                                             "9223372036854775807",
                                             "9223372036854775808",
                                             "-9223372036854775808",
                                             "-9223372036854775809",
                                             "x'31'",
                                             "x''",
                                             "null",
                                             "true",
                                             "false",
                                             "current_timestamp",
                                             "current_date",
                                             "('x')",
                                             "(-1.5)",
                                             "(1 + 1)",
                                             "(lower('X'))"};
  for (const char* type : {"int", "integer", "real", "text", "blob", "any"}) {
    for (const std::string& literal : literals) {
      const std::string table = "create table t (id integer primary key, a " + std::string(type) +
                                " default " + literal + ") strict";
      Database db;
      db.Run(table);
      const std::string answer = db.Ask("insert into t (id) values (1)");
      // What is computed may be anything: nothing is said of it.
      const bool is_computed =
          literal.find("1 + 1") != std::string::npos || literal.find("lower") != std::string::npos;
      EXPECT_EQ(IsError(table), !answer.empty() && !is_computed) << table << ": " << answer;
    }
  }
}

}  // namespace
}  // namespace instar::compiler
