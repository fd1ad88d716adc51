#include "runtime/applying/sql_tokens.h"

namespace instar {
namespace {

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool IsWord(char c) {
  return (Lower(c) >= 'a' && Lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::size_t Find(std::string_view text, std::string_view what, std::size_t from) {
  const std::size_t found = text.find(what, from);
  return found == std::string_view::npos ? text.size() : found + what.size();
}

// Where the next token begins.
std::size_t SkipSpace(std::string_view sql, std::size_t at) {
  while (at < sql.size()) {
    if (IsSpace(sql[at])) {
      ++at;
    } else if (sql.substr(at, 2) == "--") {
      at = Find(sql, "\n", at);
    } else if (sql.substr(at, 2) == "/*") {
      at = Find(sql, "*/", at + 2);
    } else {
      break;
    }
  }
  return at;
}

std::size_t QuotedEnd(std::string_view sql, std::size_t at) {
  const char quote = ClosingQuote(sql[at]);
  // A doubled quote is two pieces that touch: for the extent of a token it makes no difference.
  do {
    at = Find(sql, std::string_view(&quote, 1), at + 1);
  } while (quote != ']' && at < sql.size() && sql[at] == quote);
  return at;
}

std::size_t OperatorSize(std::string_view sql) {
  if (sql.substr(0, 3) == "->>") return 3;
  for (const std::string_view pair : {"<=", ">=", "<>", "!=", "==", "||", "<<", ">>", "->"}) {
    if (sql.substr(0, 2) == pair) return 2;
  }
  return 1;
}

std::size_t TokenEnd(std::string_view sql, std::size_t at) {
  if (at == sql.size()) return at;
  if (ClosingQuote(sql[at]) != '\0') return QuotedEnd(sql, at);
  // x'00ff'
  if (Lower(sql[at]) == 'x' && at + 1 < sql.size() && sql[at + 1] == '\'') return QuotedEnd(sql, at + 1);
  if (!IsWord(sql[at])) return at + OperatorSize(sql.substr(at));
  while (at < sql.size() && IsWord(sql[at])) ++at;
  return at;
}

}  // namespace

bool SameName(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (Lower(a[i]) != Lower(b[i])) return false;
  }
  return true;
}

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = Lower(c);
  return lower;
}

char ClosingQuote(char c) { return c == '[' ? ']' : c == '"' || c == '`' || c == '\'' ? c : '\0'; }

std::string PlainName(std::string_view token) {
  const char quote = token.empty() ? '\0' : ClosingQuote(token.front());
  if (quote == '\0' || token.size() < 2) return std::string(token);
  std::string plain;
  for (std::size_t i = 1; i + 1 < token.size(); ++i) {
    plain.push_back(token[i]);
    if (token[i] == quote) ++i;
  }
  return plain;
}

void SqlTokens::Next() {
  begin_ = SkipSpace(sql_, end_);
  end_ = TokenEnd(sql_, begin_);
}

}  // namespace instar
