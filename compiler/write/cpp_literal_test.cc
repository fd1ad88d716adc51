#include "compiler/write/cpp_literal.h"

#include <gtest/gtest.h>

namespace instar::compiler {
namespace {

std::string Literal(std::string_view bytes) {
  std::string out;
  AppendLiteral(bytes, &out);
  return out;
}

TEST(AppendLiteral, EscapesWhatCppWouldReadOtherwise) {
  EXPECT_EQ(Literal(""), "    \"\"");
  EXPECT_EQ(Literal("select \"a\\b\"\n"), "    \"select \\\"a\\\\b\\\"\\n\"");
  EXPECT_EQ(Literal("?\?="), "    \"\\?\\?=\"") << "a trigraph to old compilers";
  EXPECT_EQ(Literal("ü1"), "    \"\\303\\2741\"") << "three digits: the 1 is no part of the escape";
  EXPECT_EQ(Literal(std::string_view("\0009", 2)), "    \"\\0009\"");
}

TEST(AppendLiteral, CutsLongTexts) {
  const std::string text = Literal(std::string(4001, '\x01'));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
  std::size_t longest = 0;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
    longest = std::max(longest, std::min(text.find('\n', at), text.size()) - at);
    if (text.find('\n', at) == std::string::npos) break;
  }
  EXPECT_LT(longest, 16380u);
}

TEST(AppendByteList, WritesSignedBytes) {
  std::string out;
  AppendByteList("a\xff", &out);
  EXPECT_EQ(out, "\n    97, -1,");
}

}  // namespace
}  // namespace instar::compiler
