#include "compiler/source/source.h"

#include <gtest/gtest.h>

namespace instar::compiler {
namespace {

SourceSet OneFile(std::string text) {
  SourceSet sources;
  sources.Add({"a.migration", std::move(text)});
  return sources;
}

std::string At(const SourceSet& sources, std::uint32_t offset) {
  LineColumn at = sources.Position(0, offset);
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

TEST(SourceSetTest, LinesAndColumnsBeginAtOne) {
  SourceSet sources = OneFile("ab\ncd\n");
  EXPECT_EQ(At(sources, 0), "1:1");
  EXPECT_EQ(At(sources, 2), "1:3");
  EXPECT_EQ(At(sources, 3), "2:1");
  EXPECT_EQ(At(sources, 5), "2:3");
}

TEST(SourceSetTest, EndOfFileIsAPlace) {
  EXPECT_EQ(At(OneFile(""), 0), "1:1");
  EXPECT_EQ(At(OneFile("ab"), 2), "1:3");
  EXPECT_EQ(At(OneFile("ab\n"), 3), "2:1");
  // Beyond the end is read as the end.
  EXPECT_EQ(At(OneFile("ab\n"), 99), "2:1");
  EXPECT_EQ(OneFile("ab\n").Line(0, 3), "");
}

TEST(SourceSetTest, LinesComeWithoutTheirEnd) {
  SourceSet sources = OneFile("one\r\ntwo\nthree\r");
  EXPECT_EQ(sources.Line(0, 1), "one");
  EXPECT_EQ(sources.Line(0, 4), "one");
  EXPECT_EQ(sources.Line(0, 5), "two");
  // A lone carriage return ends no line.
  EXPECT_EQ(sources.Line(0, 10), "three\r");
}

TEST(SourceSetTest, ByteOrderMarkHasNoColumn) {
  SourceSet sources = OneFile(
      "\xEF\xBB\xBF"
      "ab\ncd");
  EXPECT_EQ(At(sources, 3), "1:1");
  EXPECT_EQ(At(sources, 4), "1:2");
  EXPECT_EQ(At(sources, 6), "2:1");
  EXPECT_EQ(At(sources, 0), "1:1");
  EXPECT_EQ(sources.Line(0, 4), "ab");
}

TEST(SourceSetTest, TextOfARangeStaysInsideTheFile) {
  SourceSet sources = OneFile("abc");
  EXPECT_EQ(sources.Text({0, 1, 2}), "b");
  EXPECT_EQ(sources.Text({0, 1, 99}), "bc");
  EXPECT_EQ(sources.Text({0, 99, 100}), "");
  EXPECT_EQ(sources.Text({0, 2, 1}), "");
  EXPECT_EQ(sources.Text(SourceRange()), "");
}

}  // namespace
}  // namespace instar::compiler
