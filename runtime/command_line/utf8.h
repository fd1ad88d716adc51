// Characters of UTF-8 texts.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_UTF8_H_
#define INSTAR_RUNTIME_COMMAND_LINE_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace instar::command_line {

struct Character {
  std::uint32_t code = 0;
  std::size_t size = 0;  // bytes; 0: none begins here
};

// The text is not empty.
Character FirstCharacter(std::string_view text);

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_UTF8_H_
