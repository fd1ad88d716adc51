#include "compiler/diagnostics/explain.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "compiler/diagnostics/explain_pages.h"

namespace instar::compiler {
namespace {

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

TEST(ExplainTest, EveryKindHasAPage) {
  for (DiagnosticKind kind : AllDiagnosticKinds()) {
    EXPECT_NE(FindExplainPage(DiagnosticName(kind)), nullptr)
        << "write compiler/diagnostics/explain/" << DiagnosticName(kind) << ".md";
  }
}

TEST(ExplainTest, EveryPageIsOfAKind) {
  ASSERT_GT(kExplainPageCount, 0u);
  for (std::size_t i = 0; i < kExplainPageCount; ++i) {
    EXPECT_TRUE(FindDiagnostic(kExplainPages[i].name)) << kExplainPages[i].name << ".md explains nothing";
  }
}

TEST(ExplainTest, EveryPageHasItsParts) {
  for (std::size_t i = 0; i < kExplainPageCount; ++i) {
    const auto& [name, text] = kExplainPages[i];
    SCOPED_TRACE(name);
    const std::optional<DiagnosticKind> kind = FindDiagnostic(name);
    if (!kind) continue;
    EXPECT_EQ(text.find("# " + std::string(name) + "\n\n"), 0u);
    const std::string_view summary = Summary(*kind);
    EXPECT_FALSE(summary.empty() || summary.size() > 90) << summary;
    EXPECT_NE(summary.back(), '.') << "a summary is no sentence";
    EXPECT_TRUE(Contains(text, "\n```")) << "no example";
    EXPECT_TRUE(Contains(text, "\nMend: ")) << "no way out";
    EXPECT_EQ(Contains(text, "\nAllow: "), IsAllowable(*kind)) << "when it is right to allow it";
    EXPECT_EQ(text.back(), '\n');
    const auto lines = std::count(text.begin(), text.end(), '\n');
    EXPECT_TRUE(lines >= 8 && lines <= 40) << lines;
  }
}

TEST(ExplainTest, SaysWhatTheKindIs) {
  EXPECT_EQ(Explain(DiagnosticKind::kCycle).find("# cycle\n\nError.\n\n"), 0u);
  EXPECT_EQ(Explain(DiagnosticKind::kDropTable).find("# drop-table\n\nError. `allow` accepts it.\n\n"), 0u);
  EXPECT_TRUE(Contains(Explain(DiagnosticKind::kUnusedAllow), "\n\nWarning, on by default.\n\n"));
  EXPECT_TRUE(Contains(Explain(DiagnosticKind::kNoPrimaryKey), "`-Wall` turns it on. `allow` accepts it.\n"));
  EXPECT_TRUE(Contains(Explain(DiagnosticKind::kRebuildCost), "`-Wextra` turns it on."));
}

TEST(ExplainTest, TheDescriptionIsOneLine) {
  EXPECT_EQ(
      Description(DiagnosticKind::kSelfLoop),
      "It would have to be applied before itself. Most often the id was copied into `revises` with the rest "
      "of a template.");
}

TEST(ExplainTest, TheListHasALineEach) {
  const std::string list = ListKinds();
  EXPECT_EQ(static_cast<std::size_t>(std::count(list.begin(), list.end(), '\n')),
            AllDiagnosticKinds().size());
  EXPECT_TRUE(Contains(list, "\ncycle  ")) << list;
}

}  // namespace
}  // namespace instar::compiler
