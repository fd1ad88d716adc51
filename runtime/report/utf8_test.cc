#include "runtime/report/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace instar {
namespace {

std::string Encode(std::uint32_t c) {
  const auto tail = [&](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xC0 | (c >> 6)), tail(0)};
  if (c < 0x10000) return {static_cast<char>(0xE0 | (c >> 12)), tail(6), tail(0)};
  return {static_cast<char>(0xF0 | (c >> 18)), tail(12), tail(6), tail(0)};
}

TEST(Utf8, EveryCodePointIsReadAndNoSurrogate) {
  for (std::uint32_t c = 0; c < 0x1F0000; ++c) {
    const std::string bytes = Encode(c);
    const Utf8Piece piece = NextPiece(bytes + "x");
    const bool valid = c < 0x110000 && (c < 0xD800 || c > 0xDFFF);
    ASSERT_EQ(piece.valid, valid) << std::hex << c;
    if (valid) {
      ASSERT_EQ(piece.size, bytes.size()) << std::hex << c;
      ASSERT_EQ(piece.code_point, c);
    }
  }
}

TEST(Utf8, EveryPairOfBytesMovesOn) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string text = {static_cast<char>(first), static_cast<char>(second)};
      std::size_t at = 0;
      while (at < text.size()) {
        const Utf8Piece piece = NextPiece(std::string_view(text).substr(at));
        ASSERT_GE(piece.size, 1u);
        at += piece.size;
      }
      ASSERT_EQ(at, text.size());
    }
  }
}

TEST(Utf8, LongerFormsAreNotTaken) {
  EXPECT_FALSE(NextPiece("\xC1\x81").valid);
  EXPECT_FALSE(NextPiece("\xE0\x9F\xBF").valid);
  EXPECT_FALSE(NextPiece("\xF0\x8F\xBF\xBF").valid);
  EXPECT_FALSE(NextPiece("\xF4\x90\x80\x80").valid);
}

}  // namespace
}  // namespace instar
