#include "compiler/diagnostics/warning_options.h"

#include <gtest/gtest.h>

namespace instar::compiler {
namespace {

using Options = std::vector<std::string>;

// One warning of each group and two errors, after the options: "unused-allow drop-table!" with ! for errors.
std::string Apply(const Options& options) {
  WarningOptions warnings;
  for (const std::string& option : options) {
    const std::optional<std::string> problem = warnings.Add(option);
    if (problem) return *problem;
  }
  Diagnostics diagnostics;
  for (DiagnosticKind kind :
       {DiagnosticKind::kUnusedAllow, DiagnosticKind::kNoPrimaryKey, DiagnosticKind::kRebuildCost,
        DiagnosticKind::kDropTable, DiagnosticKind::kCycle}) {
    diagnostics.Add(kind, {}, "");
  }
  warnings.Apply(&diagnostics);
  std::string text;
  int errors = 0;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    const bool error = diagnostic.severity() == Severity::kError;
    if (error) ++errors;
    text += (text.empty() ? "" : " ") + std::string(DiagnosticName(diagnostic.kind)) + (error ? "!" : "");
  }
  EXPECT_EQ(diagnostics.errors(), errors);
  EXPECT_EQ(diagnostics.warnings(), static_cast<int>(diagnostics.all().size()) - errors);
  return text;
}

TEST(WarningOptionsTest, Groups) {
  EXPECT_EQ(Apply({}), "unused-allow drop-table! cycle!");
  EXPECT_EQ(Apply({"all"}), "unused-allow no-primary-key drop-table! cycle!");
  EXPECT_EQ(Apply({"extra"}), "unused-allow rebuild-cost drop-table! cycle!");
  EXPECT_EQ(Apply({"all", "extra"}), "unused-allow no-primary-key rebuild-cost drop-table! cycle!");
  EXPECT_EQ(Apply({"all", "extra", "no-all"}), "unused-allow rebuild-cost drop-table! cycle!");
}

TEST(WarningOptionsTest, TheLaterOptionWins) {
  EXPECT_EQ(Apply({"rebuild-cost", "no-unused-allow"}), "rebuild-cost drop-table! cycle!");
  EXPECT_EQ(Apply({"no-no-primary-key", "all"}), "unused-allow no-primary-key drop-table! cycle!");
  EXPECT_EQ(Apply({"all", "no-no-primary-key"}), "unused-allow drop-table! cycle!");
}

TEST(WarningOptionsTest, NamesThatBeginWithNo) {
  EXPECT_EQ(Apply({"no-primary-key"}), "unused-allow no-primary-key drop-table! cycle!");
  EXPECT_EQ(Apply({"no-primary-key", "no-no-primary-key"}), "unused-allow drop-table! cycle!");
}

TEST(WarningOptionsTest, WarningsAsErrors) {
  EXPECT_EQ(Apply({"error"}), "unused-allow! drop-table! cycle!");
  EXPECT_EQ(Apply({"error", "all"}), "unused-allow! no-primary-key! drop-table! cycle!");
  EXPECT_EQ(Apply({"error", "no-error"}), "unused-allow drop-table! cycle!");
  EXPECT_EQ(Apply({"error=rebuild-cost"}), "unused-allow rebuild-cost! drop-table! cycle!");
  EXPECT_EQ(Apply({"error=all"}), "unused-allow no-primary-key! drop-table! cycle!");
  EXPECT_EQ(Apply({"error=rebuild-cost", "no-rebuild-cost"}), "unused-allow drop-table! cycle!");
  EXPECT_EQ(Apply({"error=rebuild-cost", "no-error"}), "unused-allow rebuild-cost! drop-table! cycle!");
}

TEST(WarningOptionsTest, AnExceptionHoldsInEitherOrder) {
  EXPECT_EQ(Apply({"error", "no-error=unused-allow"}), "unused-allow drop-table! cycle!");
  EXPECT_EQ(Apply({"no-error=unused-allow", "error"}), "unused-allow drop-table! cycle!");
  EXPECT_EQ(Apply({"no-error=rebuild-cost"}), "unused-allow drop-table! cycle!") << "does not turn it on";
  EXPECT_EQ(Apply({"error=unused-allow", "no-error=unused-allow"}), "unused-allow drop-table! cycle!");
}

TEST(WarningOptionsTest, SomeAreErrorsWithoutAnyOption) {
  const auto severity = [](const Options& options) -> std::string {
    WarningOptions warnings;
    for (const std::string& option : options) EXPECT_EQ(warnings.Add(option), std::nullopt);
    Diagnostics diagnostics;
    diagnostics.Add(DiagnosticKind::kModelMismatch, {}, "");
    warnings.Apply(&diagnostics);
    if (diagnostics.all().empty()) return "none";
    EXPECT_FALSE(diagnostics.all()[0].PromotedByOption());
    return diagnostics.errors() > 0 ? "error" : "warning";
  };
  EXPECT_EQ(severity({}), "error");
  EXPECT_EQ(severity({"no-error"}), "error");
  EXPECT_EQ(severity({"no-error=model-mismatch"}), "warning");
  EXPECT_EQ(severity({"no-error=model-mismatch", "error"}), "warning");
  EXPECT_EQ(severity({"no-model-mismatch"}), "none");
}

TEST(WarningOptionsTest, UnknownNames) {
  EXPECT_EQ(Apply({"unused-alow"}), "no warning is called 'unused-alow'; did you mean 'unused-allow'?");
  EXPECT_EQ(Apply({"no-unusd-allow"}), "no warning is called 'unusd-allow'; did you mean 'unused-allow'?");
  EXPECT_EQ(Apply({"error=xyz"}), "no warning is called 'xyz'");
  EXPECT_EQ(Apply({"eror"}), "no warning is called 'eror'; did you mean 'error'?");
  EXPECT_EQ(Apply({""}), "no warning is called ''");
  EXPECT_EQ(Apply({"error="}), "no warning is called ''");
  EXPECT_EQ(Apply({"no-"}), "no warning is called ''");
}

TEST(WarningOptionsTest, ErrorsStayErrors) {
  EXPECT_EQ(Apply({"no-cycle"}), "'cycle' is an error, and no -W option changes that");
  EXPECT_EQ(Apply({"cycle"}), "'cycle' is an error, and no -W option changes that");
  EXPECT_EQ(Apply({"no-drop-table"}),
            "'drop-table' is an error, and no -W option changes that; a migration that has a reason says "
            "'allow drop-table \"why\";'");
  EXPECT_EQ(Apply({"no-error=drop-table"}), Apply({"no-drop-table"}));
  EXPECT_EQ(Apply({"drop-table", "error=drop-table"}), "unused-allow drop-table! cycle!");
}

TEST(WarningOptionsTest, EveryKindHasASeverityOfItsOwn) {
  for (DiagnosticKind kind : AllDiagnosticKinds()) {
    if (DiagnosticSeverity(kind) == Severity::kError) {
      EXPECT_EQ(DiagnosticGroup(kind), WarningGroup::kDefault) << DiagnosticName(kind) << " is no warning";
    }
    EXPECT_EQ(FindDiagnostic(DiagnosticName(kind)), kind) << "two are called " << DiagnosticName(kind);
    // What would `-Wno-x` mean otherwise?
    const std::string_view name = DiagnosticName(kind);
    EXPECT_FALSE(name.starts_with("error") || name == "all" || name == "extra") << name;
    EXPECT_FALSE(name.starts_with("no-") && FindDiagnostic(name.substr(3))) << name;
  }
}

}  // namespace
}  // namespace instar::compiler
