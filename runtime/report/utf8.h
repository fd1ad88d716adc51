// Reading bytes that should be UTF-8 and may be anything.
#ifndef INSTAR_RUNTIME_REPORT_UTF8_H_
#define INSTAR_RUNTIME_REPORT_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace instar {

struct Utf8Piece {
  std::size_t size = 1;
  bool valid = false;
  std::uint32_t code_point = 0;  // when valid
};

// What the text, which is not empty, begins with: one code point, or the longest part of one that is wrong
// (Unicode: "substitution of maximal subparts").
Utf8Piece NextPiece(std::string_view text);

}  // namespace instar

#endif  // INSTAR_RUNTIME_REPORT_UTF8_H_
