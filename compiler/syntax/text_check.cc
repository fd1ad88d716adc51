#include "compiler/syntax/text_check.h"

#include "compiler/source/utf8.h"

namespace instar::compiler {
std::optional<NotText> CheckText(std::string_view text) {
  std::string_view mark = text.substr(0, 2);
  if (mark == "\xFF\xFE" || mark == "\xFE\xFF") {
    return NotText{0, 2, "this is UTF-16; save the file as UTF-8"};
  }
  for (std::size_t at = 0; at < text.size();) {
    auto place = static_cast<std::uint32_t>(at);
    if (text[at] == '\0') return NotText{place, place + 1, "a NUL byte: this is not a text file"};
    std::size_t size = CharacterSize(text.substr(at, 4));
    if (size == 0) return NotText{place, place + 1, "this byte is not UTF-8"};
    at += size;
  }
  return std::nullopt;
}

}  // namespace instar::compiler
