#include "runtime/applying/schema_parts.h"

#include <utility>

#include "runtime/applying/canonical_text.h"
#include "runtime/applying/sql_tokens.h"
#include "runtime/applying/table_parts.h"

namespace instar {
namespace {

constexpr char kSeparator = '\0';

// Behind the name, IF NOT EXISTS and the name's schema skipped.
std::string TakeName(SqlTokens* tokens) {
  if (tokens->Take("if")) {
    tokens->Take("not");
    tokens->Take("exists");
  }
  std::string name = PlainName(tokens->token());
  tokens->Next();
  if (tokens->Take(".")) {
    name = PlainName(tokens->token());
    tokens->Next();
  }
  return name;
}

// CREATE TRIGGER g AFTER UPDATE OF a ON t
std::string TableBehindOn(SqlTokens tokens) {
  while (!tokens.AtEnd() && !tokens.Take("on")) tokens.Next();
  return TakeName(&tokens);
}

}  // namespace

const char* PartKindName(PartKind kind) {
  static constexpr const char* kNames[] = {"",      "table",   "column", "primary key",  "constraint",
                                           "index", "trigger", "view",   "virtual table"};
  return kNames[static_cast<unsigned char>(kind)];
}

std::string KeyOfTable(std::string_view table) { return LowerCase(table).append(1, kSeparator); }

std::string KeyOf(const SchemaPart& part) {
  std::string key = KeyOfTable(part.table).append(1, static_cast<char>(part.kind));
  const bool by_text = part.kind == PartKind::kConstraint && part.name.empty();
  // A name cannot begin with what sets the two apart.
  return by_text ? key.append(1, kSeparator).append(part.text) : key.append(LowerCase(part.name));
}

void AddPart(SchemaPart part, SchemaParts* parts) {
  std::string key = KeyOf(part);
  (*parts)[std::move(key)] = std::move(part);
}

void AddParts(std::string_view sql, SchemaParts* parts) {
  SqlTokens tokens(sql);
  if (!tokens.Take("create")) return;
  SchemaPart part;
  CanonicalText text;
  const bool is_unique = tokens.Take("unique");
  if (tokens.Take("table")) {
    part.table = TakeName(&tokens);
    return AddTableParts(part.table, tokens, parts);
  }
  if (tokens.Take("virtual")) {
    tokens.Take("table");
    part.kind = PartKind::kVirtualTable;
    part.table = TakeName(&tokens);
  } else if (tokens.Take("view")) {
    part.kind = PartKind::kView;
    part.table = TakeName(&tokens);
  } else if (tokens.Take("trigger")) {
    part.kind = PartKind::kTrigger;
    part.name = TakeName(&tokens);
    part.table = TableBehindOn(tokens);
  } else if (tokens.Take("index")) {
    part.kind = PartKind::kIndex;
    part.name = TakeName(&tokens);
    tokens.Take("on");
    part.table = TakeName(&tokens);
    text.AddText(is_unique ? "unique on" : "on");
    bool autoincrement = false;
    text.TakeKeyColumns(&tokens, &autoincrement);
  } else {
    return;
  }
  text.TakeAll(&tokens);
  part.text = text.Take();
  AddPart(std::move(part), parts);
}

}  // namespace instar
