#include "compiler/syntax/text_check.h"

#include <cstdint>
#include <cstring>

#include "compiler/source/utf8.h"

namespace instar::compiler {
namespace {

constexpr std::size_t kAtOnce = sizeof(std::uint64_t);

// ASCII without NUL, as nearly all of every file is: eight bytes at once.
bool IsPlain(std::string_view text) {
  if (text.size() < kAtOnce) return false;
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text.data(), kAtOnce);
  constexpr std::uint64_t kEach = 0x0101010101010101;
  // No byte is above 0x7F, and none is below 1, which would borrow.
  return ((bytes | (bytes - kEach)) & (kEach << 7)) == 0;
}

}  // namespace

std::optional<NotText> CheckText(std::string_view text) {
  std::string_view mark = text.substr(0, 2);
  if (mark == "\xFF\xFE" || mark == "\xFE\xFF") {
    return NotText{0, 2, "this is UTF-16; save the file as UTF-8"};
  }
  for (std::size_t at = 0; at < text.size();) {
    if (IsPlain(text.substr(at, kAtOnce))) {
      at += kAtOnce;
      continue;
    }
    auto place = static_cast<std::uint32_t>(at);
    if (text[at] == '\0') return NotText{place, place + 1, "a NUL byte: this is not a text file"};
    std::size_t size = CharacterSize(text.substr(at, 4));
    if (size == 0) return NotText{place, place + 1, "this byte is not UTF-8"};
    at += size;
  }
  return std::nullopt;
}

}  // namespace instar::compiler
