#include "runtime/command_line/text.h"

#include <gtest/gtest.h>

namespace instar::command_line {
namespace {

TEST(Width, CountsColumns) {
  EXPECT_EQ(WidthOf(""), 0u);
  EXPECT_EQ(WidthOf("abc"), 3u);
  EXPECT_EQ(WidthOf("größe"), 5u);
  EXPECT_EQ(WidthOf("日本"), 4u);
  EXPECT_EQ(WidthOf("e\u0301"), 1u);
  EXPECT_EQ(WidthOf("\x1B[1;31mred\x1B[0m"), 3u);
  EXPECT_EQ(WidthOf("\xFF\xFE"), 2u);
}

TEST(Cut, KeepsWithinTheWidth) {
  EXPECT_EQ(Cut("hello", 5, true), "hello");
  EXPECT_EQ(Cut("hello", 0, true), "hello");
  EXPECT_EQ(Cut("hello you", 7, true), "hello…");
  EXPECT_EQ(Cut("hello you", 8, false), "hello...");
  EXPECT_EQ(Cut("日本語文", 5, true), "日本…");
  EXPECT_EQ(Cut("hello", 2, false), "..");
  for (std::size_t width = 1; width < 12; ++width) {
    EXPECT_LE(WidthOf(Cut("日本a語b文cdef", width, true)), width);
    EXPECT_LE(WidthOf(Cut("日本a語b文cdef", width, false)), width);
  }
}

TEST(Wrap, BreaksAtSpaces) {
  EXPECT_EQ(Wrap("one two three", 0), std::vector<std::string>{"one two three"});
  EXPECT_EQ(Wrap("one two three", 8), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(Wrap("incomprehensible it is", 5), (std::vector<std::string>{"incomprehensible", "it is"}));
  EXPECT_EQ(Wrap("", 5), std::vector<std::string>{""});
}

TEST(Printable, LeavesNothingThatSteersATerminal) {
  EXPECT_EQ(Printable("a\x1B[2Jb"), "a?[2Jb");
  EXPECT_EQ(Printable("a\nb\tc"), "a b c");
  EXPECT_EQ(Printable("a\u202Eb"), "a?b");
  EXPECT_EQ(Printable("\xC2\x9B"
                      "31m"),
            "?31m");
  EXPECT_EQ(Printable("gr\xFC"), "gr?");
  EXPECT_EQ(Printable("größe"), "größe");
}

}  // namespace
}  // namespace instar::command_line
