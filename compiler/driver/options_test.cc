#include "compiler/driver/options.h"

#include <gtest/gtest.h>

#include "compiler/driver/report.h"

namespace instar::compiler {
namespace {

struct Said {
  CommandLine command_line;
  std::string out;
  std::string err;
};

Said Parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "instarc");
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Said said;
  said.command_line = ParseCommandLine(static_cast<int>(arguments.size()), arguments.data());
  std::fflush(stdout);
  said.out = testing::internal::GetCapturedStdout();
  said.err = testing::internal::GetCapturedStderr();
  return said;
}

TEST(OptionsTest, WarningOptionsTakeOneWordEach) {
  const Said said =
      Parse({"--check", "-Wall", "a.migration", "-Wno-redundant-parent", "-W", "error", "b.migration"});
  EXPECT_EQ(said.err, "");
  ASSERT_TRUE(said.command_line.proceed);
  const Options& options = said.command_line.options;
  EXPECT_EQ(options.compile.inputs, (std::vector<std::string>{"a.migration", "b.migration"}));
  Diagnostics diagnostics;
  diagnostics.Add(DiagnosticKind::kRedundantParent, {}, "dropped");
  diagnostics.Add(DiagnosticKind::kNoPrimaryKey, {}, "promoted");
  options.warnings.Apply(&diagnostics);
  EXPECT_EQ(diagnostics.all().size(), 1u);
  EXPECT_EQ(diagnostics.errors(), 1);
}

TEST(OptionsTest, AWarningThatIsNoneIsWrongUsage) {
  const Said said = Parse({"--check", "m", "-Wno-redundant-parnt"});
  EXPECT_FALSE(said.command_line.proceed);
  EXPECT_EQ(said.command_line.exit_code, kExitUsage);
  EXPECT_EQ(said.err,
            "instarc: -Wno-redundant-parnt: no warning is called 'redundant-parnt'; did you mean "
            "'redundant-parent'?\nRun instarc --help for more information.\n");
  EXPECT_EQ(Parse({"--check", "m", "-W"}).command_line.exit_code, kExitUsage);
}

TEST(OptionsTest, ExplainPrintsAPageAndNeedsNoInput) {
  const Said said = Parse({"--explain", "cycle"});
  EXPECT_FALSE(said.command_line.proceed);
  EXPECT_EQ(said.command_line.exit_code, kExitDone);
  EXPECT_EQ(said.out.find("# cycle\n"), 0u) << said.out;
  EXPECT_EQ(said.err, "");
}

TEST(OptionsTest, ExplainListsAllNames) {
  const Said list = Parse({"--explain", "list"});
  EXPECT_EQ(list.command_line.exit_code, kExitDone);
  EXPECT_NE(list.out.find("\ncycle "), std::string::npos);
  EXPECT_EQ(Parse({"--explain"}).out, list.out);
}

TEST(OptionsTest, ExplainKnowsNoSuchName) {
  const Said said = Parse({"--explain", "cylce"});
  EXPECT_EQ(said.command_line.exit_code, kExitUsage);
  EXPECT_EQ(said.out, "");
  EXPECT_EQ(said.err.find("instarc: no diagnostic is called 'cylce'; did you mean 'cycle'?\n"), 0u)
      << said.err;
}

TEST(OptionsTest, Formats) {
  EXPECT_EQ(Parse({"--check", "m"}).command_line.options.diagnostics_format, DiagnosticsFormat::kText);
  EXPECT_EQ(Parse({"--check", "m", "--diagnostics-format=sarif"}).command_line.options.diagnostics_format,
            DiagnosticsFormat::kSarif);
  const Said unknown = Parse({"--check", "m", "--diagnostics-format=xml"});
  EXPECT_EQ(unknown.command_line.exit_code, kExitUsage);
  EXPECT_NE(unknown.err.find("'xml' is not one of: text, json, sarif, msvc"), std::string::npos)
      << unknown.err;
}

TEST(ReportTest, ColorIsForTextAlone) {
  SourceSet sources;
  Diagnostics diagnostics;
  diagnostics.Add(DiagnosticKind::kNoMigrations, {}, "none");
  const auto has_color = [&](DiagnosticsFormat format) {
    return FormatDiagnostics(format, {true}, sources, diagnostics).find('\x1B') != std::string::npos;
  };
  EXPECT_TRUE(has_color(DiagnosticsFormat::kText));
  EXPECT_FALSE(has_color(DiagnosticsFormat::kJson));
  EXPECT_FALSE(has_color(DiagnosticsFormat::kSarif));
  EXPECT_FALSE(has_color(DiagnosticsFormat::kMsvc));
}

TEST(ReportTest, SarifGoesToItsFile) {
  InMemoryFileSystem files;
  SourceSet sources;
  Diagnostics diagnostics;
  Options options;
  WriteSarifFile(options, sources, files, &diagnostics);
  options.sarif_file = "out/shop.sarif";
  EXPECT_FALSE(files.Read(options.sarif_file).ok());
  diagnostics.Add(DiagnosticKind::kNoMigrations, {}, "none");
  WriteSarifFile(options, sources, files, &diagnostics);
  EXPECT_EQ(*files.Read(options.sarif_file),
            FormatDiagnostics(DiagnosticsFormat::kSarif, {}, sources, diagnostics));
  EXPECT_EQ(diagnostics.errors(), 0);
}

TEST(ReportTest, AFileThatCannotBeWrittenIsAnError) {
  RealFileSystem files;
  SourceSet sources;
  Diagnostics diagnostics;
  Options options;
  options.sarif_file = "/dev/null/shop.sarif";
  WriteSarifFile(options, sources, files, &diagnostics);
  ASSERT_EQ(diagnostics.errors(), 1);
  EXPECT_EQ(diagnostics.all()[0].kind, DiagnosticKind::kCannotWrite);
}

TEST(OptionsTest, HelpIsForPeople) {
  const Said said = Parse({"--help"});
  EXPECT_FALSE(said.command_line.proceed);
  EXPECT_EQ(said.command_line.exit_code, kExitDone);
  EXPECT_EQ(said.err, "");
  for (const char* leftover : {"{", "}", "->", ":value in", "WHEN:", "DIALECT:", "TEXT:"}) {
    EXPECT_EQ(said.out.find(leftover), std::string::npos) << leftover << " in:\n" << said.out;
  }
  for (const char* part : {"--no-replay ", "--no-steps ", "--color WHEN", "--dialect DIALECT"}) {
    EXPECT_NE(said.out.find(part), std::string::npos) << part << " not in:\n" << said.out;
  }
}

TEST(OptionsTest, EveryMistakeNamesTheProgramAndTheHelp) {
  const std::vector<std::vector<const char*>> mistakes = {{"--check", "m", "--bogus"},
                                                          {"--check", "m", "--color", "red"},
                                                          {"--check", "m", "--dialect", "oracle"},
                                                          {"--check", "m", "--color"},
                                                          {"--check"},
                                                          {"--check", "m", "--sqlite-min-version", "4"},
                                                          {"m"}};
  for (const std::vector<const char*>& mistake : mistakes) {
    const Said said = Parse(mistake);
    EXPECT_EQ(said.command_line.exit_code, kExitUsage);
    EXPECT_FALSE(said.command_line.proceed);
    EXPECT_EQ(said.out, "");
    EXPECT_EQ(said.err.find("instarc: "), 0u) << said.err;
    EXPECT_NE(said.err.find("\nRun instarc --help for more information.\n"), std::string::npos) << said.err;
  }
  EXPECT_NE(Parse({"--check", "m", "--color", "red"}).err.find("'red' is not one of: auto, always, never"),
            std::string::npos);
}

TEST(OptionsTest, Switches) {
  const Options none = Parse({"--check", "m"}).command_line.options;
  EXPECT_TRUE(none.compile.replay);
  EXPECT_TRUE(none.compile.has_steps);
  EXPECT_EQ(none.color, ColorMode::kAuto);
  const Options all =
      Parse({"--check", "m", "--no-replay", "--no-steps", "--color=never"}).command_line.options;
  EXPECT_FALSE(all.compile.replay);
  EXPECT_FALSE(all.compile.has_steps);
  EXPECT_EQ(all.color, ColorMode::kNever);
  EXPECT_EQ(Parse({"--check", "m", "--color", "always"}).command_line.options.color, ColorMode::kAlways);
}

}  // namespace
}  // namespace instar::compiler
