#include "runtime/command_line/arguments.h"

#include <gtest/gtest.h>

namespace instar::command_line {
namespace {

Program TestProgram() {
  Program program;
  program.name = "tool";
  program.options = {{"database", 0, "URL", ""}, {"build", 'p', "DIR", ""}};
  Verb go;
  go.name = "go";
  go.arguments = "[REVISION]";
  go.max_words = 1;
  go.options = {{"message", 'm', "TEXT", ""},
                {"verbose", 'v', "", ""},
                {"quick", 'q', "", ""},
                {"label", 0, "NAME", "", true}};
  program.verbs = {go};
  return program;
}

TEST(Arguments, AllWaysToWriteAnOption) {
  const Program program = TestProgram();
  const std::vector<std::vector<std::string_view>> kSame = {
      {"--database", "x", "-p", "b", "go", "-1", "-v", "-q", "-m", "hi"},
      {"go", "-1", "--database=x", "-pb", "-vq", "--message=hi"},
      {"-p", "b", "go", "-vqmhi", "-1", "--database", "x"},
      {"go", "--database=x", "--build", "b", "--quick", "--verbose", "-m", "hi", "--", "-1"},
  };
  for (const auto& words : kSame) {
    const CommandLine line = ParseWords(program, words);
    ASSERT_EQ(line.problem, "");
    EXPECT_EQ(line.verb->name, "go");
    EXPECT_EQ(line.arguments.Value("database"), "x");
    EXPECT_EQ(line.arguments.Value("build"), "b");
    EXPECT_EQ(line.arguments.Value("message"), "hi");
    EXPECT_TRUE(line.arguments.Has("verbose") && line.arguments.Has("quick"));
    EXPECT_EQ(line.arguments.words(), std::vector<std::string_view>{"-1"});
  }
}

TEST(Arguments, ValuesMayLookLikeOptions) {
  const Program program = TestProgram();
  const CommandLine line =
      ParseWords(program, {"go", "-m", "--quick", "--label", "a", "--label=", "--", "--x"});
  ASSERT_EQ(line.problem, "");
  EXPECT_EQ(line.arguments.Value("message"), "--quick");
  EXPECT_FALSE(line.arguments.Has("quick"));
  EXPECT_EQ(line.arguments.Values("label"), (std::vector<std::string_view>{"a", ""}));
  EXPECT_EQ(line.arguments.words(), std::vector<std::string_view>{"--x"});
}

TEST(Arguments, HelpIsAWordAndAnOption) {
  const Program program = TestProgram();
  for (const std::vector<std::string_view>& words : std::vector<std::vector<std::string_view>>{
           {"help", "go"}, {"go", "--help"}, {"go", "-h"}, {"--help", "go"}}) {
    const CommandLine line = ParseWords(program, words);
    EXPECT_TRUE(line.help);
    EXPECT_EQ(line.problem, "");
    ASSERT_NE(line.verb, nullptr);
  }
  EXPECT_TRUE(ParseWords(program, {"help"}).help);
  EXPECT_EQ(ParseWords(program, {"help"}).verb, nullptr);
}

}  // namespace
}  // namespace instar::command_line
