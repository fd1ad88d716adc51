#include "compiler/replay/named_place.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "compiler/schema/objects.h"
#include "compiler/syntax/raw_token.h"

namespace instar::compiler {
namespace {

constexpr std::string_view kBeforeNames[] = {
    "no such table: ",
    "no such column: ",
    "ambiguous column name: ",
    "no such function: ",
    "unknown function: ",
    "wrong number of arguments to function ",
    "misuse of aggregate function ",
    "misuse of aggregate: ",
    "misuse of window function ",
    "no such collation sequence: ",
    "no such module: ",
    "no such index: ",
    "no such trigger: ",
};

bool TakePrefix(std::string_view prefix, std::string_view* text) {
  const bool is_there = text->starts_with(prefix);
  if (is_there) text->remove_prefix(prefix.size());
  return is_there;
}

bool TakeSuffix(std::string_view suffix, std::string_view* text) {
  const bool is_there = text->ends_with(suffix);
  if (is_there) text->remove_suffix(suffix.size());
  return is_there;
}

// The parts of a name, "t" and "a" of t.a, or one word of any kind. Empty: it names nothing.
std::vector<std::string> NamedIn(std::string_view complaint) {
  if (TakePrefix("near \"", &complaint)) {
    if (!TakeSuffix("\": syntax error", &complaint)) return {};
    return {KeyOf(complaint)};
  }
  for (const std::string_view before : kBeforeNames) {
    if (!TakePrefix(before, &complaint)) continue;
    complaint = complaint.substr(0, complaint.find(" - should this be"));
    TakeSuffix("()", &complaint);
    if (TakePrefix("\"", &complaint)) TakeSuffix("\"", &complaint);
    // SQLite adds it to what a view or a trigger names.
    TakePrefix("main.", &complaint);
    return absl::StrSplit(KeyOf(complaint), '.');
  }
  return {};
}

std::string WordOf(std::string_view text, RawToken token) {
  std::string_view word = text.substr(token.begin, token.end - token.begin);
  const bool is_quoted = word.size() > 1 && (word[0] == '"' || word[0] == '[' || word[0] == '`');
  return KeyOf(is_quoted ? word.substr(1, word.size() - 2) : word);
}

}  // namespace

SourceRange NamedPlace(const SourceSet& sources, SourceRange statement, std::string_view complaint) {
  const std::vector<std::string> parts = NamedIn(complaint);
  if (parts.empty()) return statement;
  const std::string_view text = sources.Text(statement);
  // t.a is found as three words, which is what a text cut at its points is.
  std::optional<SourceRange> found;
  std::size_t matched = 0;
  std::uint32_t begin = 0;
  bool after_point = false;
  for (RawToken token = NextSqliteToken(text, 0);
       token.kind != RawTokenKind::kEnd && token.kind != RawTokenKind::kUnterminated;
       token = NextSqliteToken(text, token.end)) {
    const bool is_point = text.substr(token.begin, token.end - token.begin) == ".";
    if (is_point) {
      after_point = true;
      continue;
    }
    const std::string word = WordOf(text, token);
    // A part follows the one before it behind a point, and only then.
    if (after_point != (matched > 0) || word != parts[matched]) matched = 0;
    if (word == parts[matched] && (matched > 0 || !after_point)) {
      if (matched == 0) begin = token.begin;
      ++matched;
    }
    after_point = false;
    if (matched < parts.size()) continue;
    if (found) return statement;
    found = SourceRange{statement.file, statement.begin + begin, statement.begin + token.end};
    matched = 0;
  }
  return found.value_or(statement);
}

}  // namespace instar::compiler
