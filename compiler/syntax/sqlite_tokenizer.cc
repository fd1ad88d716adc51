// SQLite: 'x', "x", [x], `x`; `--` and `/* */` comments that do not nest; no backslashes, no dollar quotes.
#include <algorithm>

#include "compiler/syntax/raw_token.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

bool IsSqliteWordPart(char c) { return IsWordPart(c) || c == '$'; }

std::uint32_t PositionOrEnd(std::string_view text, std::size_t position) {
  return static_cast<std::uint32_t>(std::min(position, text.size()));
}

// Moves `at` behind space and comments. Nothing but a comment without an end stops it, and yields that.
bool SkipSpace(std::string_view text, std::uint32_t* at, RawToken* unterminated) {
  while (*at < text.size()) {
    std::string_view rest = text.substr(*at, 2);
    if (IsSpace(rest[0])) {
      ++*at;
    } else if (rest == "--") {
      *at = PositionOrEnd(text, text.find('\n', *at));
    } else if (rest == "/*") {
      std::size_t end = text.find("*/", *at + 2);
      if (end == std::string_view::npos) {
        *unterminated = {RawTokenKind::kUnterminated, *at, *at + 2};
        return false;
      }
      *at = static_cast<std::uint32_t>(end) + 2;
    } else {
      break;
    }
  }
  return true;
}

// A doubled quote inside stands for itself, but not in brackets.
RawToken Quoted(std::string_view text, std::uint32_t begin, char close, bool doubles) {
  for (std::size_t at = begin + 1;; at += 2) {
    at = text.find(close, at);
    if (at == std::string_view::npos) return {RawTokenKind::kUnterminated, begin, begin + 1};
    bool doubled = doubles && at + 1 < text.size() && text[at + 1] == close;
    if (!doubled) return {RawTokenKind::kQuoted, begin, static_cast<std::uint32_t>(at) + 1};
  }
}

}  // namespace

RawToken NextSqliteToken(std::string_view text, std::uint32_t at) {
  RawToken token;
  if (!SkipSpace(text, &at, &token)) return token;
  if (at >= text.size()) return {RawTokenKind::kEnd, at, at};
  char c = text[at];
  if (c == '\'' || c == '"' || c == '`') return Quoted(text, at, c, true);
  if (c == '[') return Quoted(text, at, ']', false);
  if (!IsSqliteWordPart(c)) return {KindOfCharacter(c), at, at + 1};
  std::uint32_t end = at + 1;
  while (end < text.size() && IsSqliteWordPart(text[end])) ++end;
  return {RawTokenKind::kWord, at, end};
}

}  // namespace instar::compiler
