#include <optional>
#include <utility>

#include "compiler/syntax/sql/names.h"
#include "compiler/syntax/sql/statements.h"

namespace instar::compiler::sql {
namespace {

constexpr std::string_view kType = "the name of a type";

bool ExpectValue(TokenCursor& cursor, std::string_view what, Name* value) {
  if (cursor.Peek().kind == TokenKind::kQuotedName) {
    std::string text = Unquoted(cursor.Text());
    Diagnostic& error =
        cursor.Error(DiagnosticKind::kSyntaxError, cursor.Peek().range, "values stand in single quotes");
    if (text.find('\'') == std::string::npos) error.AddFixIt(cursor.Peek().range, "'" + text + "'");
    return false;
  }
  if (cursor.Peek().kind != TokenKind::kString) return cursor.Unexpected(what);
  Token token = cursor.Take();
  *value = Name{token.range, Unquoted(cursor.TextOf(token)), true};
  return true;
}

// before 'v' | after 'v'
bool ParsePlace(TokenCursor& cursor, AlterEnum* alter) {
  if (!cursor.NextIsOneOf({"before", "after"})) return true;
  std::optional<Name>& place = cursor.NextIs("before") ? alter->before : alter->after;
  cursor.Take();
  place.emplace();
  return ExpectValue(cursor, "a value in single quotes", &*place);
}

bool ParseAddValue(TokenCursor& cursor, AlterEnum* alter) {
  alter->kind = AlterEnumKind::kAddValue;
  return cursor.Expect("value", "after 'add'") && ParseIfNotExists(cursor, &alter->if_not_exists) &&
         ExpectValue(cursor, "a value in single quotes", &alter->value) && ParsePlace(cursor, alter);
}

bool ParseRenameOfEnum(TokenCursor& cursor, AlterEnum* alter) {
  if (cursor.TakeIf("to")) {
    alter->kind = AlterEnumKind::kRenameType;
    return ExpectName(cursor, "the new name of the type", &alter->new_name);
  }
  alter->kind = AlterEnumKind::kRenameValue;
  if (!cursor.TakeIf("value")) return cursor.Unexpected("'to' or 'value' after 'rename'", {"to", "value"});
  return ExpectValue(cursor, "a value in single quotes", &alter->value) &&
         cursor.Expect("to", "after the old value") &&
         ExpectValue(cursor, "the new value in single quotes", &alter->new_name);
}

}  // namespace

bool ParseCreateEnum(TokenCursor& cursor, CreateEnum* type) {
  if (cursor.NextAre({"if", "not", "exists"})) {
    cursor.Error(DiagnosticKind::kNotPortableSyntax, cursor.Peek().range,
                 "no database has 'if not exists' for types: leave it out");
    return false;
  }
  if (!ExpectName(cursor, kType, &type->type)) return false;
  if (!cursor.Expect("as", "after the name of the type")) return false;
  if (!cursor.TakeIf("enum")) {
    if (!cursor.NextIsOneOf({"range", "("})) {
      return cursor.Unexpected("'enum' after 'as'", {"enum"});
    }
    cursor.Error(
        DiagnosticKind::kNeedsRawBlock, cursor.Peek().range,
        "a type that is no enum is PostgreSQL's: write this statement in an 'on postgresql { }' block");
    return false;
  }
  if (!cursor.Expect("(", "after 'enum'")) return false;
  do {
    type->values.emplace_back();
    if (!ExpectValue(cursor, "a value in single quotes", &type->values.back())) return false;
  } while (cursor.TakeIf(","));
  return cursor.TakeIf(")") || cursor.Unexpected("',' or ')'");
}

bool ParseAlterEnum(TokenCursor& cursor, AlterEnum* alter) {
  if (!ExpectName(cursor, kType, &alter->type)) return false;
  if (cursor.TakeIf("add")) return ParseAddValue(cursor, alter);
  if (cursor.TakeIf("rename")) return ParseRenameOfEnum(cursor, alter);
  if (cursor.NextIs("drop")) {
    cursor.Error(DiagnosticKind::kNotPortableSyntax, cursor.Peek().range,
                 "no database takes a value out of an enum: make a new type, and move the columns to it");
    return false;
  }
  return cursor.Unexpected("'add value' or 'rename' after the name of the type", {"add", "rename"});
}

bool ParseDropType(TokenCursor& cursor, DropType* drop) {
  return ParseIfExists(cursor, &drop->if_exists) && ExpectName(cursor, kType, &drop->type) &&
         ParseDropBehavior(cursor);
}

}  // namespace instar::compiler::sql
