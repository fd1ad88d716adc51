// Letters and words of the language, without regard to locale.
#ifndef INSTAR_COMPILER_SYNTAX_WORDS_H_
#define INSTAR_COMPILER_SYNTAX_WORDS_H_

#include <array>
#include <string>
#include <string_view>

namespace instar::compiler {

inline bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }
inline bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline bool IsHexDigit(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
// Every byte of a letter outside ASCII counts as a letter, as in SQLite and PostgreSQL.
inline bool IsWordStart(char c) {
  return IsAsciiLetter(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
inline constexpr std::array<bool, 256> kWordParts = [] {
  std::array<bool, 256> parts{};
  for (int c = 0; c < 256; ++c) {
    parts[c] =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c >= 0x80;
  }
  return parts;
}();
inline bool IsWordPart(char c) { return kWordParts[static_cast<unsigned char>(c)]; }

inline char LowerLetter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Whether `word` is `lower`, which is written in lower case.
inline bool IsWord(std::string_view word, std::string_view lower) {
  if (word.size() != lower.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (LowerLetter(word[i]) != lower[i]) return false;
  }
  return true;
}

inline std::string LowerWord(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) c = LowerLetter(c);
  return lower;
}

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_WORDS_H_
