#include "compiler/replay/named_place.h"

#include <gtest/gtest.h>

#include <string>

namespace instar::compiler {
namespace {

// What of the statement is meant.
std::string Named(const std::string& statement, const std::string& complaint) {
  SourceSet sources;
  const std::string before = "upgrade { ";
  const FileId file = sources.Add({"a.migration", before + statement + "; }"});
  const auto begin = static_cast<std::uint32_t>(before.size());
  const SourceRange range = {file, begin, begin + static_cast<std::uint32_t>(statement.size())};
  return std::string(sources.Text(NamedPlace(sources, range, complaint)));
}

TEST(NamedPlace, OfANameThatStandsThereOnce) {
  EXPECT_EQ(Named("update t set a = b", "no such column: b"), "b");
  EXPECT_EQ(Named("update t set a = \"B c\"", "no such column: B c"), "\"B c\"");
  EXPECT_EQ(Named("update t set a = [b]",
                  "no such column: \"b\" - should this be a string literal in "
                  "single-quotes?"),
            "[b]");
  EXPECT_EQ(Named("create view v as select a from nope", "no such table: main.nope"), "nope");
  EXPECT_EQ(Named("create table t (a check (f(a) > 1))", "no such function: F"), "f");
  EXPECT_EQ(Named("create table t (a default (f(1)))", "unknown function: f()"), "f");
  EXPECT_EQ(Named("create table t (a check (sum(a) > 1))", "misuse of aggregate function SUM()"), "sum");
  EXPECT_EQ(Named("delete from t using p", "near \"using\": syntax error"), "using");
  EXPECT_EQ(Named("update t set a = a ~ 1", "near \"~\": syntax error"), "~");
}

TEST(NamedPlace, OfAQualifiedName) {
  EXPECT_EQ(Named("select nope, t.nope, a.t.nope from t", "no such column: t.nope"), "t.nope");
  EXPECT_EQ(Named("select nope, t . \"nope\" from t", "no such column: t.nope"), "t . \"nope\"");
  EXPECT_EQ(Named("select nope, t.nope from t", "no such column: nope"), "nope");
  EXPECT_EQ(Named("select t, t.nope from t", "no such column: t.nope"), "t.nope");
}

TEST(NamedPlace, IsTheStatementWhereThatIsNotCertain) {
  for (const char* const complaint :
       {"no such column: a", "no such column: z", "no such column: ", "near \"a\": syntax error", "near \"",
        "UNIQUE constraint failed: t.b", "no such column: t.", "no such column: .", ""}) {
    EXPECT_EQ(Named("update t set a = a, b = 'z' -- z", complaint), "update t set a = a, b = 'z' -- z")
        << complaint;
  }
}

}  // namespace
}  // namespace instar::compiler
