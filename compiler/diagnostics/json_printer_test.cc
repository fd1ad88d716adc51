#include "compiler/diagnostics/json_printer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace instar::compiler {
namespace {

TEST(JsonPrinterTest, OneObjectALine) {
  SourceSet sources;
  sources.Add({"a.migration", "one\n  two\n"});
  sources.Add({"b.migration", "three\n"});
  Diagnostics diagnostics;
  diagnostics.Add(DiagnosticKind::kMissingParent, {0, 6, 9}, "no 'two'")
      .AddNote({1, 0, 5}, "first")
      .AddNote({}, "so there")
      .AddFixIt({0, 6, 9}, "t\"o");
  diagnostics.Add(DiagnosticKind::kNoMigrations, {}, "none").promoted = true;
  EXPECT_EQ(
      PrintJson(sources, diagnostics),
      R"({"severity":"error","name":"missing-parent","message":"no 'two'",)"
      R"("location":{"file":"a.migration","line":2,"column":3,"end_line":2,"end_column":6},)"
      R"("notes":[{"message":"first",)"
      R"("location":{"file":"b.migration","line":1,"column":1,"end_line":1,"end_column":6}},)"
      R"({"message":"so there"}],)"
      R"("fix_its":[{"location":{"file":"a.migration","line":2,"column":3,"end_line":2,"end_column":6},)"
      R"("replacement":"t\"o"}]})"
      "\n"
      R"({"severity":"error","name":"no-migrations","promoted":true,"message":"none","notes":[],"fix_its":[]})"
      "\n");
}

TEST(JsonPrinterTest, WhateverUsersWriteIsUtf8ThenAndOnItsLine) {
  SourceSet sources;
  sources.Add({"\xFF\n.migration", "\xC3"});
  Diagnostics diagnostics;
  diagnostics.Add(DiagnosticKind::kNotText, {0, 0, 1}, "a\nb '\xC3' \xE2\x82\xAC \x01");
  const std::string text = PrintJson(sources, diagnostics);
  EXPECT_EQ(text.find('\n'), text.size() - 1);
  const nlohmann::json parsed = nlohmann::json::parse(text);
  EXPECT_EQ(parsed["message"], "a\nb '\xEF\xBF\xBD' \xE2\x82\xAC \x01");
  EXPECT_EQ(parsed["location"]["file"], "\xEF\xBF\xBD\n.migration");
}

TEST(JsonPrinterTest, NothingToSay) { EXPECT_EQ(PrintJson(SourceSet(), Diagnostics()), ""); }

}  // namespace
}  // namespace instar::compiler
