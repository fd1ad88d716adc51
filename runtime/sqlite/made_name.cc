#include "runtime/sqlite/made_name.h"

#include "runtime/applying/sql_tokens.h"

namespace instar::sqlite {
namespace {

// NAME, or SCHEMA.NAME; empty where the schema is not the main one.
std::string TakeName(SqlTokens* tokens) {
  std::string name = LowerCase(PlainName(tokens->token()));
  tokens->Next();
  if (!tokens->Take(".")) return name;
  const bool main = name == "main";
  name = LowerCase(PlainName(tokens->token()));
  tokens->Next();
  return main ? name : std::string();
}

bool TakeKind(SqlTokens* tokens, MadeName* made) {
  made->trigger = tokens->Is("trigger");
  return tokens->Take("table") || tokens->Take("view") || tokens->Take("index") || tokens->Take("trigger");
}

}  // namespace

MadeName MadeBy(std::string_view sql) {
  SqlTokens tokens(sql);
  MadeName made;
  MadeName::Effect effect = MadeName::Effect::kMakes;
  if (tokens.Take("create")) {
    if (!tokens.Take("unique")) tokens.Take("virtual");
    if (!TakeKind(&tokens, &made) || tokens.Is("if")) return made;
    made.name = TakeName(&tokens);
  } else if (tokens.Take("drop")) {
    effect = MadeName::Effect::kDrops;
    if (!TakeKind(&tokens, &made)) return made;
    if (tokens.Take("if")) tokens.Take("exists");
    made.name = TakeName(&tokens);
  } else if (tokens.Take("alter") && tokens.Take("table")) {
    TakeName(&tokens);
    if (tokens.Take("rename") && tokens.Take("to")) made.name = LowerCase(PlainName(tokens.token()));
  }
  if (!made.name.empty()) made.effect = effect;
  return made;
}

}  // namespace instar::sqlite
