#include "runtime/sqlite/sql_text.h"

#include <cstddef>

namespace instar::sqlite {
namespace {

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool IsWord(char c) {
  return (Lower(c) >= 'a' && Lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// The quote that ends what this character begins; 0 when it begins nothing quoted.
char ClosingQuote(char c) { return c == '[' ? ']' : c == '"' || c == '`' || c == '\'' ? c : '\0'; }

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

std::size_t TokenEnd(std::string_view sql, std::size_t at) {
  if (at == sql.size()) return at;
  if (const char quote = ClosingQuote(sql[at]); quote != '\0') {
    // A doubled quote is two pieces that touch: for the extent of a name it makes no difference.
    do {
      at = Find(sql, std::string_view(&quote, 1), at + 1);
    } while (quote != ']' && at < sql.size() && sql[at] == quote);
    return at;
  }
  if (!IsWord(sql[at])) return at + 1;
  while (at < sql.size() && IsWord(sql[at])) ++at;
  return at;
}

class Tokens {
 public:
  explicit Tokens(std::string_view sql) : sql_(sql) { Next(); }

  std::string_view token() const { return sql_.substr(begin_, end_ - begin_); }
  std::string_view from_token() const { return sql_.substr(begin_); }
  std::string_view after_token() const { return sql_.substr(end_); }
  void Next() {
    begin_ = SkipSpace(sql_, end_);
    end_ = TokenEnd(sql_, begin_);
  }
  bool TakeWord(std::string_view word) {
    if (!SameName(token(), word)) return false;
    Next();
    return true;
  }

 private:
  std::string_view sql_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace

std::string Concat(std::initializer_list<std::string_view> pieces) {
  std::string text;
  for (const std::string_view piece : pieces) text.append(piece);
  return text;
}

std::string QuotedName(std::string_view name) {
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"') quoted.push_back(c);
    quoted.push_back(c);
  }
  quoted.push_back('"');
  return quoted;
}

bool SameName(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (Lower(a[i]) != Lower(b[i])) return false;
  }
  return true;
}

bool Names(std::string_view sql, std::string_view name) {
  const char quote = sql.empty() ? '\0' : ClosingQuote(sql.front());
  if (quote == '\0' || sql.size() < 2) return SameName(sql, name);
  std::string plain;
  for (std::size_t i = 1; i + 1 < sql.size(); ++i) {
    plain.push_back(sql[i]);
    if (sql[i] == quote) ++i;
  }
  return SameName(plain, name);
}

bool TakeApart(std::string_view sql, ObjectText* text) {
  *text = {};
  Tokens tokens(sql);
  if (!tokens.TakeWord("create")) return false;
  if (!tokens.TakeWord("temp")) tokens.TakeWord("temporary");
  text->unique = tokens.TakeWord("unique");
  const bool index = tokens.TakeWord("index");
  if (!index && !tokens.TakeWord("trigger")) return false;
  if (tokens.TakeWord("if")) {
    tokens.TakeWord("not");
    tokens.TakeWord("exists");
  }
  text->name = tokens.token();
  text->from_name = tokens.from_token();
  tokens.Next();
  if (tokens.TakeWord(".")) {
    text->name = tokens.token();
    text->from_name = tokens.from_token();
    tokens.Next();
  }
  if (!index) {
    // BEFORE UPDATE OF a, b ON main.t
    while (!tokens.token().empty() && !tokens.TakeWord("on")) tokens.Next();
    const std::string_view first = tokens.token();
    tokens.Next();
    if (tokens.token() == ".") text->schema = first;
    return true;
  }
  if (!tokens.TakeWord("on")) return false;
  text->rest = tokens.after_token();
  return true;
}

}  // namespace instar::sqlite
