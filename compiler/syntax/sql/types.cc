#include "compiler/syntax/sql/types.h"

#include <string>

#include "compiler/syntax/shown.h"
#include "compiler/syntax/sql/names.h"
#include "compiler/syntax/words.h"

namespace instar::compiler::sql {
namespace {

// A type goes on with these only: any other word behind a type is the next column, and its comma is missing.
const WordList kFurtherWords = {
    "big",       "bigint", "binary", "bit",      "blob",      "bool",    "boolean",   "byte",     "char",
    "character", "date",   "double", "float",    "int",       "integer", "large",     "long",     "medium",
    "number",    "object", "real",   "numeric",  "precision", "raw",     "signed",    "small",    "text",
    "tiny",      "time",   "stamp",  "unsigned", "varchar",   "varying", "varbinary", "smallint", "decimal"};

bool TakeFurtherWord(TokenCursor& cursor, TypeName* type) {
  bool further = cursor.NextIsOneOf(kFurtherWords) && !cursor.NextAre({"character", "set"});
  // On another line it may be the name of the next column, too.
  if (cursor.NextStartsLine()) further = cursor.NextIsOneOf({"precision", "varying"});
  // A database keeps what it accepted.
  if (cursor.spelling() == Spelling::kSqlite) further = BeginsType(cursor);
  if (!further) return false;
  type->words += " " + LowerWord(cursor.TextOf(cursor.Take()));
  return true;
}

void ParseTimeZone(TokenCursor& cursor, TypeName* type) {
  for (std::string_view word : {"with", "without"}) {
    if (cursor.TakeIfAll({word, "time", "zone"})) type->words += " " + std::string(word) + " time zone";
  }
}

bool ParseArgument(TokenCursor& cursor, TypeName* type) {
  std::string argument;
  if (cursor.NextIsOneOf({"+", "-"}) && cursor.Peek(1).kind == TokenKind::kNumber) {
    argument = cursor.TextOf(cursor.Take());
  }
  const Token& next = cursor.Peek();
  if (next.kind == TokenKind::kString) {
    cursor.Error(DiagnosticKind::kNotPortableSyntax, next.range,
                 "a type with values is MySQL's: make one with 'create type NAME as enum (...)' and use its "
                 "name here");
    return false;
  }
  if (next.kind != TokenKind::kNumber && !IsName(cursor, next)) return cursor.Unexpected("a number");
  argument += cursor.TextOf(cursor.Take());
  type->arguments.push_back(std::move(argument));
  return true;
}

bool ParseArguments(TokenCursor& cursor, TypeName* type) {
  do {
    if (type->arguments.size() == 2) {
      cursor.Error(DiagnosticKind::kSyntaxError, cursor.Peek().range, "a type has at most two arguments");
      return false;
    }
    if (!ParseArgument(cursor, type)) return false;
  } while (cursor.TakeIf(","));
  if (cursor.TakeIf(")")) return true;
  return cursor.Unexpected("',' or ')'");
}

}  // namespace

bool BeginsType(const TokenCursor& cursor) {
  if (cursor.NextIs("generated") && cursor.NextIsOneOf({"always", "by"}, 1)) return false;
  const Token& next = cursor.Peek();
  return next.kind != TokenKind::kString && IsName(cursor, next);
}

bool ParseTypeName(TokenCursor& cursor, TypeName* type) {
  if (!BeginsType(cursor)) return cursor.Unexpected("a type");
  Token first = cursor.Take();
  bool quoted = first.kind != TokenKind::kWord;
  type->words = quoted ? Unquoted(cursor.TextOf(first)) : LowerWord(cursor.TextOf(first));
  if (cursor.NextIs(".")) {
    cursor.Take();
    cursor.Take();
    cursor.Error(DiagnosticKind::kQualifiedName, cursor.RangeFrom(first.range),
                 "a type is named without its schema");
    return false;
  }
  while (!quoted && TakeFurtherWord(cursor, type)) {
  }
  ParseTimeZone(cursor, type);
  if (cursor.TakeIf("(") && !ParseArguments(cursor, type)) return false;
  if (!quoted) ParseTimeZone(cursor, type);
  type->range = cursor.RangeFrom(first.range);
  return true;
}

}  // namespace instar::compiler::sql
