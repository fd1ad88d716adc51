// Characters of UTF-8 texts.
#ifndef INSTAR_COMPILER_SOURCE_UTF8_H_
#define INSTAR_COMPILER_SOURCE_UTF8_H_

#include <cstddef>
#include <string_view>

namespace instar::compiler {

// How many bytes the character at the text's front has, or 0 when none begins there. The text is not empty.
std::size_t CharacterSize(std::string_view text);

// The character at the front, of a size that CharacterSize gave.
char32_t DecodeCharacter(std::string_view text, std::size_t size);

// Whether a byte is inside a character, not at its beginning.
inline bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SOURCE_UTF8_H_
