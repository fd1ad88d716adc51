#include "compiler/diagnostics/text_printer.h"

#include <gtest/gtest.h>

namespace instar::compiler {
namespace {

constexpr DiagnosticKind kError = DiagnosticKind::kSyntaxError;
constexpr DiagnosticKind kWarning = DiagnosticKind::kRedundantParent;

SourceSet OneFile(std::string text) {
  SourceSet sources;
  sources.Add({"a.migration", std::move(text)});
  return sources;
}

std::string Print(std::string text, std::uint32_t begin, std::uint32_t end) {
  return PrintDiagnostic(OneFile(std::move(text)), {kError, {0, begin, end}, "no", {}, {}});
}

TEST(TextPrinterTest, LineCaretAndRange) {
  EXPECT_EQ(Print("one\n  two three\n", 6, 9),
            "a.migration:2:3: error: no [syntax-error]\n"
            "  two three\n"
            "  ^~~\n");
}

TEST(TextPrinterTest, ARangeEndsWithItsLine) {
  EXPECT_EQ(Print("one\r\ntwo\r\n", 2, 9),
            "a.migration:1:3: error: no [syntax-error]\n"
            "one\n"
            "  ^\n");
  EXPECT_EQ(Print("abc\ndef", 1, 6),
            "a.migration:1:2: error: no [syntax-error]\n"
            "abc\n"
            " ^~\n");
}

TEST(TextPrinterTest, PlacesWithoutACharacter) {
  EXPECT_EQ(Print("", 0, 0), "a.migration:1:1: error: no [syntax-error]\n");
  EXPECT_EQ(Print("a\n", 2, 2), "a.migration:2:1: error: no [syntax-error]\n");
  EXPECT_EQ(Print("ab", 2, 2), "a.migration:1:3: error: no [syntax-error]\nab\n  ^\n");
  EXPECT_EQ(Print("ab\r\n", 3, 3), "a.migration:1:4: error: no [syntax-error]\nab\n  ^\n");
  EXPECT_EQ(Print("ab", 90, 99), "a.migration:1:3: error: no [syntax-error]\nab\n  ^\n");
}

TEST(TextPrinterTest, TabsAreExpandedInTheSnippetOnly) {
  EXPECT_EQ(Print("\tab\tc", 4, 5),
            "a.migration:1:5: error: no [syntax-error]\n"
            "        ab      c\n"
            "                ^\n");
}

TEST(TextPrinterTest, LettersCountAsWideAsTheyAre) {
  // Two bytes and one column; three bytes and two columns; an accent of its own has none.
  EXPECT_EQ(Print("\xC3\xA4 x", 3, 4), "a.migration:1:4: error: no [syntax-error]\n\xC3\xA4 x\n  ^\n");
  EXPECT_EQ(Print("\xE5\x90\x8D x", 4, 5),
            "a.migration:1:5: error: no [syntax-error]\n\xE5\x90\x8D x\n   ^\n");
  EXPECT_EQ(Print("a\xCC\x88 x", 4, 5), "a.migration:1:5: error: no [syntax-error]\na\xCC\x88 x\n  ^\n");
}

TEST(TextPrinterTest, WhatATerminalWouldObeyIsMadeVisible) {
  EXPECT_EQ(Print("a\x1B[31mb", 1, 2),
            "a.migration:1:2: error: no [syntax-error]\n"
            "a<U+001B>[31mb\n"
            " ^~~~~~~~\n");
  EXPECT_EQ(Print("\xE2\x80\xAEx", 3, 4),
            "a.migration:1:4: error: no [syntax-error]\n<U+202E>x\n        ^\n");
  // A space that the database takes for a letter, as it comes from web pages.
  EXPECT_EQ(Print("a\xC2\xA0t", 0, 4), "a.migration:1:1: error: no [syntax-error]\na<U+00A0>t\n^~~~~~~~~~\n");
  EXPECT_EQ(Print("\xFF\xC3", 1, 2), "a.migration:1:2: error: no [syntax-error]\n<FF><C3>\n    ^~~~\n");
}

TEST(TextPrinterTest, LongLinesAreCutAroundTheCaret) {
  std::string line = std::string(5000, 'a') + "X" + std::string(5000, 'b');
  std::string printed = Print(line, 5000, 5001);
  EXPECT_EQ(printed, "a.migration:1:5001: error: no [syntax-error]\n..." + std::string(80, 'a') + "X" +
                         std::string(79, 'b') + "...\n" + std::string(83, ' ') + "^\n");
  EXPECT_EQ(Print(std::string(200, 'a'), 0, 200), "a.migration:1:1: error: no [syntax-error]\n" +
                                                      std::string(160, 'a') + "...\n^" +
                                                      std::string(159, '~') + "\n");
}

TEST(TextPrinterTest, LinesAreNoLongerThanTheTerminal) {
  const auto print = [](std::uint32_t begin, std::size_t columns) {
    TextPrinterOptions options;
    options.columns = columns;
    return PrintDiagnostic(OneFile(std::string(50, 'a') + "B" + std::string(50, 'c')),
                           {kError, {0, begin, begin + 1}, "no", {}, {}}, options);
  };
  EXPECT_EQ(print(50, 40), "a.migration:1:51: error: no [syntax-error]\n..." + std::string(17, 'a') + "B" +
                               std::string(16, 'c') + "...\n" + std::string(20, ' ') + "^\n");
  EXPECT_EQ(print(0, 40), "a.migration:1:1: error: no [syntax-error]\n" + std::string(34, 'a') + "...\n^\n");
  EXPECT_EQ(print(50, 0), print(50, 26));
}

TEST(TextPrinterTest, LongLinesAreNotCutInsideALetter) {
  std::string line;
  for (int i = 0; i < 3000; ++i) line += "\xE2\x82\xAC";
  for (std::uint32_t place = 0; place < line.size(); place += 3) {
    EXPECT_EQ(Print(line, place, place + 3).find('<'), std::string::npos) << place;
  }
}

TEST(TextPrinterTest, NotesAreInTheirOwnFile) {
  SourceSet sources = OneFile("one\n");
  sources.Add({"b.migration", "\ntwo\n"});
  Diagnostic diagnostic{kWarning, {0, 0, 3}, "no", {}, {}};
  diagnostic.AddNote({1, 1, 4}, "because").AddNote({}, "so there");
  EXPECT_EQ(PrintDiagnostic(sources, diagnostic),
            "a.migration:1:1: warning: no [redundant-parent]\n"
            "one\n"
            "^~~\n"
            "b.migration:2:1: note: because\n"
            "two\n"
            "^~~\n"
            "note: so there\n");
  EXPECT_EQ(PrintDiagnostic(sources, {kError, {}, "no", {}, {}}), "error: no [syntax-error]\n");
}

TEST(TextPrinterTest, AWarningMadeAnError) {
  Diagnostic diagnostic{kWarning, {}, "no", {}, {}};
  diagnostic.promoted = true;
  EXPECT_EQ(PrintDiagnostic(OneFile(""), diagnostic), "error: no [-Werror=redundant-parent]\n");
}

TEST(TextPrinterTest, FixItsStandBeneathTheirPlace) {
  Diagnostic diagnostic{kError, {0, 4, 6}, "no", {}, {}};
  diagnostic.AddFixIt({0, 4, 6}, "xy").AddFixIt({0, 8, 8}, ";").AddFixIt({0, 0, 1}, "");
  EXPECT_EQ(PrintDiagnostic(OneFile("one tw three"), diagnostic),
            "a.migration:1:5: error: no [syntax-error]\n"
            "one tw three\n"
            "    ^~\n"
            "    xy  ;\n");
}

TEST(TextPrinterTest, FixItsElsewhereNameTheirPlace) {
  Diagnostic diagnostic{kError, {0, 0, 3}, "no", {}, {}};
  diagnostic.AddFixIt({0, 4, 4}, "revises a, b;\n")
      .AddFixIt({0, 4, 7}, "2")
      .AddFixIt({0, 0, 3}, "long")
      .AddFixIt({0, 2, 3}, "late");
  EXPECT_EQ(PrintDiagnostic(OneFile("one\ntwo\n"), diagnostic),
            "a.migration:1:1: error: no [syntax-error]\n"
            "one\n"
            "^~~\n"
            "long\n"
            "a.migration:2:1: fix-it: insert\n"
            "    revises a, b;\n"
            "a.migration:2:1: fix-it: replace by\n"
            "    2\n"
            "a.migration:1:3: fix-it: replace by\n"
            "    late\n");
}

TEST(TextPrinterTest, Color) {
  Diagnostic diagnostic{kError, {0, 0, 1}, "no", {}, {}};
  diagnostic.AddNote({}, "so").AddFixIt({0, 0, 1}, "b");
  EXPECT_EQ(PrintDiagnostic(OneFile("a"), diagnostic, {.color = true}),
            "\x1B[1ma.migration:1:1:\x1B[0m \x1B[1;31merror: \x1B[0m\x1B[1mno\x1B[0m [syntax-error]\n"
            "a\n"
            "\x1B[1;32m^\x1B[0m\n"
            "\x1B[1;32mb\x1B[0m\n"
            "\x1B[1;36mnote: \x1B[0mso\n");
}

TEST(TextPrinterTest, Summary) {
  EXPECT_EQ(PrintSummary(0, 0), "");
  EXPECT_EQ(PrintSummary(1, 0), "1 error generated.\n");
  EXPECT_EQ(PrintSummary(0, 2), "2 warnings generated.\n");
  EXPECT_EQ(PrintSummary(2, 1), "2 errors and 1 warning generated.\n");
}

TEST(DiagnosticsTest, CountsAndSorts) {
  SourceSet sources = OneFile("abc");
  sources.Add({"b.migration", "abc"});
  Diagnostics diagnostics;
  diagnostics.Add(kError, {}, "nowhere");
  diagnostics.Add(kError, {1, 0, 1}, "b0");
  diagnostics.Add(kWarning, {0, 2, 3}, "a2 first");
  diagnostics.Add(kError, {0, 2, 2}, "a2 second");
  diagnostics.Add(kError, {0, 1, 3}, "a1");
  EXPECT_EQ(diagnostics.errors(), 4);
  EXPECT_EQ(diagnostics.warnings(), 1);
  diagnostics.Sort();
  std::string order;
  for (const Diagnostic& diagnostic : diagnostics.all()) order += diagnostic.message + ", ";
  EXPECT_EQ(order, "a1, a2 first, a2 second, b0, nowhere, ");
}

}  // namespace
}  // namespace instar::compiler
