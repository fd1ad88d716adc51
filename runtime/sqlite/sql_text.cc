#include "runtime/sqlite/sql_text.h"

namespace instar::sqlite {

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

bool TakeApart(std::string_view sql, ObjectText* text) {
  *text = {};
  SqlTokens tokens(sql);
  if (!tokens.Take("create")) return false;
  if (!tokens.Take("temp")) tokens.Take("temporary");
  text->unique = tokens.Take("unique");
  const bool index = tokens.Take("index");
  if (!index && !tokens.Take("trigger")) return false;
  if (tokens.Take("if")) {
    tokens.Take("not");
    tokens.Take("exists");
  }
  text->name = tokens.token();
  text->from_name = tokens.from_token();
  tokens.Next();
  if (tokens.Take(".")) {
    text->name = tokens.token();
    text->from_name = tokens.from_token();
    tokens.Next();
  }
  if (!index) {
    // BEFORE UPDATE OF a, b ON main.t
    while (!tokens.AtEnd() && !tokens.Take("on")) tokens.Next();
    const std::string_view first = tokens.token();
    tokens.Next();
    if (tokens.Is(".")) text->schema = first;
    return true;
  }
  if (!tokens.Take("on")) return false;
  text->rest = tokens.after_token();
  return true;
}

}  // namespace instar::sqlite
