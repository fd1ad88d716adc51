#include "runtime/applying/canonical_text.h"

namespace instar {
namespace {

// A name that reads the same without quotes.
bool IsPlain(std::string_view name) {
  if (name.empty() || name.find('\'') != std::string_view::npos) return false;
  const char first = name.front();
  const bool begins =
      (first >= 'a' && first <= 'z') || first == '_' || static_cast<unsigned char>(first) >= 0x80;
  return begins && SqlTokens(name).token() == name;
}

bool IsPunctuation(char c) { return c == '(' || c == ')' || c == ',' || c == '.' || c == ';'; }

std::string Canonical(std::string_view token) {
  const char quote = ClosingQuote(token.front());
  if (quote == '\'') return std::string(token);
  if (quote == '\0') return LowerCase(token);
  std::string name = LowerCase(PlainName(token));
  if (IsPlain(name)) return name;
  return std::string(1, '"').append(name).append(1, '"');
}

}  // namespace

void CanonicalText::Add(std::string_view token) {
  if (token.empty()) return;
  const char last = text_.empty() ? '(' : text_.back();
  if (last != '(' && last != '.' && !IsPunctuation(token.front())) text_.push_back(' ');
  text_.append(Canonical(token));
}

void CanonicalText::AddText(std::string_view text) {
  if (!text_.empty() && !text.empty()) text_.push_back(' ');
  text_.append(text);
}

void CanonicalText::TakeGroup(SqlTokens* tokens) {
  int depth = 0;
  do {
    if (tokens->Is("(")) ++depth;
    if (tokens->Is(")")) --depth;
    Add(tokens->token());
    tokens->Next();
  } while (depth > 0 && !tokens->AtEnd());
}

void CanonicalText::TakeKeyColumns(SqlTokens* tokens, bool* autoincrement) {
  int depth = 0;
  bool first_in_term = true;
  do {
    const bool at_top = depth <= 1 && !first_in_term;
    first_in_term = tokens->Is(",") || tokens->Is("(");
    if (tokens->Is("(")) ++depth;
    if (tokens->Is(")")) --depth;
    if (at_top && tokens->Is("autoincrement")) {
      *autoincrement = true;
    } else if (!at_top || !tokens->Is("asc")) {
      Add(tokens->token());
    }
    tokens->Next();
  } while (depth > 0 && !tokens->AtEnd());
}

}  // namespace instar
