#include "compiler/syntax/format_spacing.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace instar::compiler {
namespace {

// Words before a list or an expression in parentheses. After any other word it holds arguments.
constexpr std::array kBeforeParentheses = {
    "all",       "and",   "any",    "as",        "between", "by",     "case",  "check",  "conflict",
    "default",   "else",  "enum",   "except",    "exists",  "filter", "from",  "having", "in",
    "intersect", "into",  "is",     "join",      "key",     "like",   "limit", "not",    "offset",
    "on",        "or",    "over",   "returning", "select",  "set",    "some",  "then",   "union",
    "unique",    "using", "values", "when",      "where",   "with"};

// The word after one of these is a name with a list of columns behind it.
constexpr std::array kBeforeListName = {"exists", "into", "references", "table", "using", "view"};

// After these a minus is a sign.
constexpr std::array kBeforeSign = {"and",    "between", "by",   "case",   "default", "else",
                                    "in",     "limit",   "not",  "offset", "or",      "return",
                                    "select", "set",     "then", "values", "when",    "where"};

template <typename Words>
bool IsOneOf(std::string_view token, const Words& words) {
  return std::any_of(words.begin(), words.end(), [&](const char* word) { return IsWord(token, word); });
}

bool IsName(std::string_view token) {
  const char first = token[0];
  return absl::ascii_isalpha(static_cast<unsigned char>(first)) || first == '_' || first == '"' ||
         static_cast<unsigned char>(first) >= 0x80;
}

bool IsOperand(std::string_view token) {
  if (token[0] == '"' || token[0] == '\'' || token == ")") return true;
  if (absl::ascii_isdigit(static_cast<unsigned char>(token[0]))) return true;
  return IsName(token) && !IsOneOf(token, kBeforeSign);
}

bool IsSign(const std::vector<std::string_view>& tokens, std::size_t i) {
  if (tokens[i] == "~") return true;
  if (tokens[i] != "-" && tokens[i] != "+") return false;
  return i == 0 || !IsOperand(tokens[i - 1]);
}

// `create index ix on t (a)`, but `join u on lower(a) = b`.
bool NamesIndexedTable(const std::vector<std::string_view>& tokens, std::size_t i) {
  return i > 0 && IsWord(tokens[0], "create") && IsWord(tokens[i - 1], "on") &&
         std::none_of(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(i),
                      [](std::string_view token) { return token == "(" || IsWord(token, "view"); });
}

bool SpaceBeforeParenthesis(const std::vector<std::string_view>& tokens, std::size_t i) {
  const std::string_view before = tokens[i - 1];
  if (!IsName(before)) return true;
  if (before[0] != '"' && IsOneOf(before, kBeforeParentheses)) return true;
  if (NamesIndexedTable(tokens, i - 1)) return true;
  return i >= 2 && IsOneOf(tokens[i - 2], kBeforeListName);
}

}  // namespace

bool IsWord(std::string_view token, std::string_view lower) {
  return absl::EqualsIgnoreCase(absl::string_view(token.data(), token.size()),
                                absl::string_view(lower.data(), lower.size()));
}

bool SpaceBefore(const std::vector<std::string_view>& tokens, std::size_t i) {
  const std::string_view before = tokens[i - 1];
  const std::string_view token = tokens[i];
  if (token == "," || token == ";" || token == ")" || before == "(") return false;
  if (token == "." || before == "." || token == ":" || before == ":") return false;
  // Two of them would begin a comment.
  if (before.back() == '-' && token[0] == '-') return true;
  if (IsSign(tokens, i - 1)) return false;
  return token != "(" || SpaceBeforeParenthesis(tokens, i);
}

}  // namespace instar::compiler
