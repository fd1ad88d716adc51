#include "compiler/driver/options.h"

#include <gtest/gtest.h>

namespace instar::compiler {
namespace {

struct Outcome {
  CommandLine command_line;
  std::string out;
  std::string err;
};

Outcome ParseWords(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "instarc");
  Outcome outcome;
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  outcome.command_line = ParseCommandLine(static_cast<int>(arguments.size()), arguments.data());
  outcome.out = testing::internal::GetCapturedStdout();
  outcome.err = testing::internal::GetCapturedStderr();
  return outcome;
}

TEST(OptionsTest, HelpIsForPeople) {
  const Outcome outcome = ParseWords({"--help"});
  EXPECT_FALSE(outcome.command_line.proceed);
  EXPECT_EQ(outcome.command_line.exit_code, kExitDone);
  EXPECT_EQ(outcome.err, "");
  for (const char* leftover : {"{", "}", "->", ":value in", "WHEN:", "DIALECT:", "TEXT:"}) {
    EXPECT_EQ(outcome.out.find(leftover), std::string::npos) << leftover << " in:\n" << outcome.out;
  }
  for (const char* part : {"--no-replay ", "--no-steps ", "--color WHEN", "--dialect DIALECT"}) {
    EXPECT_NE(outcome.out.find(part), std::string::npos) << part << " not in:\n" << outcome.out;
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
    const Outcome outcome = ParseWords(mistake);
    EXPECT_EQ(outcome.command_line.exit_code, kExitUsage);
    EXPECT_FALSE(outcome.command_line.proceed);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.err.find("instarc: "), 0u) << outcome.err;
    EXPECT_NE(outcome.err.find("\nRun instarc --help for more information.\n"), std::string::npos)
        << outcome.err;
  }
  EXPECT_NE(
      ParseWords({"--check", "m", "--color", "red"}).err.find("'red' is not one of: auto, always, never"),
      std::string::npos);
}

TEST(OptionsTest, Switches) {
  const Options none = ParseWords({"--check", "m"}).command_line.options;
  EXPECT_TRUE(none.compile.replay);
  EXPECT_TRUE(none.compile.has_steps);
  EXPECT_EQ(none.color, ColorMode::kAuto);
  const Options all =
      ParseWords({"--check", "m", "--no-replay", "--no-steps", "--color=never"}).command_line.options;
  EXPECT_FALSE(all.compile.replay);
  EXPECT_FALSE(all.compile.has_steps);
  EXPECT_EQ(all.color, ColorMode::kNever);
  EXPECT_EQ(ParseWords({"--check", "m", "--color", "always"}).command_line.options.color, ColorMode::kAlways);
}

}  // namespace
}  // namespace instar::compiler
