// What the tokenizers of raw blocks tell apart: just enough to find where statements and blocks end.
#ifndef INSTAR_COMPILER_SYNTAX_RAW_TOKEN_H_
#define INSTAR_COMPILER_SYNTAX_RAW_TOKEN_H_

#include <cstdint>
#include <string_view>

namespace instar::compiler {

enum class RawTokenKind {
  kWord,
  kQuoted,  // strings and quoted names
  kSemicolon,
  kOpenParenthesis,
  kCloseParenthesis,
  kCloseBrace,
  kOther,
  kUnterminated,  // a string, name or comment without an end; spans its opener
  kEnd,
};

struct RawToken {
  RawTokenKind kind = RawTokenKind::kEnd;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// The token after space and comments, as each database reads it. Calling on with the last token's end walks
// a text in linear time.
RawToken NextSqliteToken(std::string_view text, std::uint32_t at);
RawToken NextPostgresqlToken(std::string_view text, std::uint32_t at);

// What single characters are in every dialect.
inline RawTokenKind KindOfCharacter(char c) {
  switch (c) {
    case ';':
      return RawTokenKind::kSemicolon;
    case '(':
      return RawTokenKind::kOpenParenthesis;
    case ')':
      return RawTokenKind::kCloseParenthesis;
    case '}':
      return RawTokenKind::kCloseBrace;
    default:
      return RawTokenKind::kOther;
  }
}

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_RAW_TOKEN_H_
