// The examples on the pages of --explain: each must give what its page explains.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "compiler/diagnostics/explain_pages.h"
#include "tests/golden/golden_case.h"

namespace instar::compiler {
namespace {

constexpr std::string_view kFence = "\n```migration\n";

// Pages whose example is a history that is not run here, and why.
const std::map<std::string_view, std::string_view> kNotRun = {
    {"replay-failed", "needs a database: compiler/replay"},
    {"call-without-steps", "needs an option: tests/golden/syntax/call_without_steps.golden"},
};

bool StartsFile(std::string_view line) { return line.starts_with("-- ") && line.ends_with(".migration\n"); }

// Several files are told apart by a comment with the name before each.
GoldenCase CaseOf(std::string_view example) {
  GoldenCase golden;
  golden.arguments = {"lints", "-Wall", "-Wextra"};
  golden.files.push_back({"a.migration", ""});
  while (!example.empty()) {
    const std::string_view line = example.substr(0, example.find('\n') + 1);
    example.remove_prefix(line.size());
    if (!StartsFile(line)) {
      golden.files.back().text += line;
      continue;
    }
    if (!golden.files.back().text.empty()) golden.files.push_back({});
    golden.files.back().path = line.substr(3, line.size() - 4);
  }
  return golden;
}

TEST(ExplainExamplesTest, GiveWhatTheirPageExplains) {
  int run = 0;
  for (std::size_t i = 0; i < kExplainPageCount; ++i) {
    const auto& [name, text] = kExplainPages[i];
    const std::size_t fence = text.find(kFence);
    if (fence == std::string_view::npos) continue;
    const std::string_view behind = text.substr(fence + kFence.size());
    const std::string said = RunGoldenCase(CaseOf(behind.substr(0, behind.find("```"))));
    const bool given = said.find("[" + std::string(name) + "]\n") != std::string::npos;
    const bool not_run = kNotRun.contains(name);
    EXPECT_TRUE(given || not_run) << name << ".md:\n" << said;
    EXPECT_FALSE(given && not_run) << name << ".md is no exception any more";
    ++run;
  }
  EXPECT_GT(run, 50);
}

}  // namespace
}  // namespace instar::compiler
