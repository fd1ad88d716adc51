#include "compiler/schema/allows.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "compiler/syntax/parse_for_test.h"

namespace instar::compiler {
namespace {

class AllowsTest : public testing::Test {
 protected:
  // `header` stands behind `revises`, `upgrade` in its block.
  void Parse(const std::string& header, const std::string& upgrade) {
    parsed_ = std::make_unique<ParsedText>("revision a; revises base; " + header + "\nupgrade { " + upgrade +
                                           " }\ndowngrade { }\n");
    ASSERT_EQ(parsed_->Errors(), "");
    allows_ = std::make_unique<Allows>(parsed_->tree);
  }

  // Whether the kind is accepted where the text begins that stands once in the file.
  bool Accepts(DiagnosticKind kind, const std::string& where) {
    const auto begin = static_cast<std::uint32_t>(parsed_->sources.file(0).text.find(where));
    return allows_->Accepts(kind, {0, begin, begin + 1});
  }

  // "kind: message; kind: message", each with the text it points at.
  std::string Reported() {
    Diagnostics diagnostics;
    allows_->ReportNames(&diagnostics);
    allows_->ReportUnused(&diagnostics);
    diagnostics.Sort();
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics.all()) {
      text += (text.empty() ? "" : "\n") + std::string(DiagnosticName(diagnostic.kind)) + " at " +
              std::string(parsed_->sources.Text(diagnostic.range)) + ": " + diagnostic.message;
      for (const FixIt& fix_it : diagnostic.fix_its) text += " -> " + fix_it.replacement;
    }
    return text;
  }

  std::unique_ptr<ParsedText> parsed_;
  std::unique_ptr<Allows> allows_;
};

TEST_F(AllowsTest, TheHeaderSpeaksForTheWholeFile) {
  Parse("allow drop-table, add-check \"old\";", "drop table t; drop table u;");
  EXPECT_TRUE(Accepts(DiagnosticKind::kDropTable, "drop table t"));
  EXPECT_TRUE(Accepts(DiagnosticKind::kDropTable, "drop table u"));
  EXPECT_FALSE(Accepts(DiagnosticKind::kDropColumn, "drop table u"));
  EXPECT_EQ(Reported(), "unused-allow at add-check: nothing in this revision needs 'allow add-check'");
}

TEST_F(AllowsTest, AStatementsSpeaksForTheNextOnly) {
  Parse("", "drop table s; allow drop-table \"why\"; drop table t; drop table u;");
  EXPECT_FALSE(Accepts(DiagnosticKind::kDropTable, "drop table s"));
  EXPECT_FALSE(Accepts(DiagnosticKind::kDropTable, "drop table u"));
  EXPECT_EQ(Reported(), "unused-allow at drop-table: nothing in this statement needs 'allow drop-table'");
  EXPECT_TRUE(Accepts(DiagnosticKind::kDropTable, "drop table t"));
  EXPECT_EQ(Reported(), "");
}

TEST_F(AllowsTest, SpeaksForEveryActionOfTheStatement) {
  Parse("", "allow drop-column \"why\"; alter table t drop column a, drop column b;");
  EXPECT_TRUE(Accepts(DiagnosticKind::kDropColumn, "drop column b"));
  EXPECT_EQ(Reported(), "");
}

TEST_F(AllowsTest, SpeaksForWhatIsInsideARawBlock) {
  Parse("", "allow drop-table \"why\"; on sqlite { delete from t; drop trigger x; } drop table u;");
  EXPECT_TRUE(Accepts(DiagnosticKind::kDropTable, "drop trigger x"));
  EXPECT_FALSE(Accepts(DiagnosticKind::kDropTable, "drop table u"));
}

TEST_F(AllowsTest, SeveralBeforeOneStatementAllSpeakForIt) {
  Parse("", "allow drop-table \"a\"; allow add-unique, set-not-null \"b\"; drop table t;");
  EXPECT_TRUE(Accepts(DiagnosticKind::kSetNotNull, "drop table t"));
  EXPECT_TRUE(Accepts(DiagnosticKind::kDropTable, "drop table t"));
  EXPECT_EQ(Reported(), "unused-allow at add-unique: nothing in this statement needs 'allow add-unique'");
}

TEST_F(AllowsTest, TheStatementsComesBeforeTheHeaders) {
  Parse("allow drop-table \"all\";", "allow drop-table \"this\"; drop table t;");
  EXPECT_TRUE(Accepts(DiagnosticKind::kDropTable, "drop table t"));
  EXPECT_EQ(Reported(), "unused-allow at drop-table: nothing in this revision needs 'allow drop-table'");
}

TEST_F(AllowsTest, ASecondOfTheSameNameIsNotNeeded) {
  Parse("allow drop-table \"a\"; allow drop-table \"b\";", "drop table t;");
  EXPECT_TRUE(Accepts(DiagnosticKind::kDropTable, "drop table t"));
  EXPECT_EQ(Reported(), "unused-allow at drop-table: nothing in this revision needs 'allow drop-table'");
}

TEST_F(AllowsTest, NamesThatNoLintHas) {
  Parse("allow drop-tabel, xyz \"a\";", "allow drop_column, Drop-Table \"b\"; drop table t;");
  EXPECT_FALSE(Accepts(DiagnosticKind::kDropTable, "drop table t"));
  EXPECT_EQ(
      Reported(),
      "unknown-lint at drop-tabel: no lint is called 'drop-tabel'; did you mean 'drop-table'? -> drop-table\n"
      "unknown-lint at xyz: no lint is called 'xyz'\n"
      "unknown-lint at drop_column: no lint is called 'drop_column'; did you mean 'drop-column'? -> "
      "drop-column\n"
      "unknown-lint at Drop-Table: no lint is called 'Drop-Table'; did you mean 'drop-table'? -> drop-table");
}

TEST_F(AllowsTest, WhatNoReasonMakesRight) {
  Parse("allow cycle, unused-allow \"a\";", "");
  EXPECT_FALSE(Accepts(DiagnosticKind::kCycle, "upgrade"));
  EXPECT_EQ(Reported(),
            "not-allowable at cycle: 'cycle' cannot be allowed: no reason makes it right\n"
            "not-allowable at unused-allow: 'unused-allow' cannot be allowed: no reason makes it right");
}

TEST_F(AllowsTest, ADowngradesOwn) {
  parsed_ = std::make_unique<ParsedText>(
      "revision a; revises base; upgrade { }\n"
      "downgrade { allow add-unique \"why\"; create unique index i on t (x); drop table t; }");
  allows_ = std::make_unique<Allows>(parsed_->tree);
  EXPECT_TRUE(Accepts(DiagnosticKind::kAddUnique, "create unique"));
  EXPECT_FALSE(Accepts(DiagnosticKind::kAddUnique, "drop table"));
}

}  // namespace
}  // namespace instar::compiler
