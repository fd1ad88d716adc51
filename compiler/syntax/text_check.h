// Whether a file is text at all.
#ifndef INSTAR_COMPILER_SYNTAX_TEXT_CHECK_H_
#define INSTAR_COMPILER_SYNTAX_TEXT_CHECK_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace instar::compiler {

struct NotText {
  std::uint32_t begin = 0;  // the first bytes that are no text
  std::uint32_t end = 0;
  std::string message;
};

// Nothing for UTF-8 without NUL bytes.
std::optional<NotText> CheckText(std::string_view text);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_TEXT_CHECK_H_
