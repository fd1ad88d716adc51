#include "compiler/syntax/sql/constraints.h"

#include <string>
#include <utility>

#include "compiler/syntax/sql/expressions.h"
#include "compiler/syntax/sql/names.h"

namespace instar::compiler::sql {
namespace {

bool ParseKeyColumn(TokenCursor& cursor, Constraint::KeyColumn* column) {
  if (!ExpectName(cursor, "the name of a column", &column->name)) return false;
  if (cursor.NextIs("(")) {
    cursor.Error(DiagnosticKind::kSyntaxError, column->name.range,
                 "a key is made of columns; for an expression make an index with 'create unique index'");
    return false;
  }
  if (cursor.TakeIf("collate")) {
    Name collation;
    if (!ExpectName(cursor, "the name of a collation", &collation)) return false;
    column->collation = std::move(collation);
  }
  column->descending = cursor.TakeIf("desc");
  if (!column->descending) cursor.TakeIf("asc");
  return true;
}

// (column [collate C] [asc|desc], ... [autoincrement])
bool ParseKeyColumns(TokenCursor& cursor, std::string_view where, Constraint* constraint) {
  if (!cursor.Expect("(", where)) return false;
  do {
    constraint->columns.emplace_back();
    if (!ParseKeyColumn(cursor, &constraint->columns.back())) return false;
  } while (cursor.TakeIf(","));
  bool primary = constraint->kind == ConstraintKind::kPrimaryKey;
  if (primary && cursor.TakeIf("autoincrement")) constraint->autoincrement = true;
  if (cursor.TakeIf(")")) return true;
  return cursor.Unexpected("',' or ')'", {"collate", "asc", "desc"});
}

bool ParseForeignKey(TokenCursor& cursor, Constraint* constraint) {
  if (!cursor.Expect("key", "after 'foreign'")) return false;
  std::vector<Name> names;
  if (!ExpectNameList(cursor, "the name of a column", &names)) return false;
  for (Name& name : names) constraint->columns.push_back({std::move(name), false, std::nullopt});
  return ParseReferences(cursor, &constraint->references);
}

bool ParseKind(TokenCursor& cursor, Constraint* constraint) {
  if (cursor.TakeIf("primary")) {
    constraint->kind = ConstraintKind::kPrimaryKey;
    return cursor.Expect("key", "after 'primary'") &&
           ParseKeyColumns(cursor, "after 'primary key'", constraint);
  }
  if (cursor.TakeIf("unique")) {
    constraint->kind = ConstraintKind::kUnique;
    return CheckUniqueKey(cursor) && ParseKeyColumns(cursor, "after 'unique'", constraint);
  }
  if (cursor.TakeIf("check")) {
    constraint->kind = ConstraintKind::kCheck;
    return ParseParenthesized(cursor, "a check", &constraint->expression);
  }
  if (cursor.TakeIf("foreign")) {
    constraint->kind = ConstraintKind::kForeignKey;
    return ParseForeignKey(cursor, constraint);
  }
  return cursor.Unexpected("'primary key', 'unique', 'check' or 'foreign key' after the constraint's name",
                           {"primary", "unique", "check", "foreign"});
}

}  // namespace

bool BeginsTableConstraint(const TokenCursor& cursor) {
  return cursor.NextIsOneOf({"constraint", "primary", "unique", "check", "foreign"});
}

bool ParseConstraintName(TokenCursor& cursor, Constraint* constraint) {
  if (!cursor.TakeIf("constraint")) return true;
  constraint->name.emplace();
  return ExpectName(cursor, "the name of the constraint", &*constraint->name);
}

bool ParseTableConstraint(TokenCursor& cursor, Constraint* constraint) {
  SourceRange first = cursor.Peek().range;
  if (!ParseConstraintName(cursor, constraint) || !ParseKind(cursor, constraint)) return false;
  constraint->range = cursor.RangeFrom(first);
  return CheckEndOfConstraint(cursor);
}

bool CheckUniqueKey(TokenCursor& cursor) {
  if (!cursor.NextIsOneOf({"key", "index"})) return true;
  cursor.Error(DiagnosticKind::kNotPortableSyntax, cursor.Peek().range,
               "'unique " + std::string(cursor.Text()) +
                   "' is MySQL's: write 'constraint NAME unique (...)', or make an index with 'create unique "
                   "index'");
  return false;
}

bool CheckEndOfConstraint(TokenCursor& cursor) {
  SourceRange first = cursor.Peek().range;
  if (cursor.TakeIfAll({"on", "conflict"})) {
    if (!cursor.AtEnd() && !cursor.NextIsOneOf({",", ")"})) cursor.Take();
    cursor.Error(DiagnosticKind::kConflictClause, cursor.RangeFrom(first),
                 "a constraint that mends or drops rows by itself is only SQLite's; leave it out, and write "
                 "'on conflict' at the end of the 'insert' that needs it");
    return false;
  }
  if (cursor.NextIsOneOf({"deferrable", "initially"}) || cursor.NextAre({"not", "deferrable"})) {
    cursor.Error(DiagnosticKind::kNotPortableSyntax, first, "only a foreign key can be deferrable");
    return false;
  }
  if (cursor.NextAre({"not", "valid"}) || cursor.NextAre({"no", "inherit"}) ||
      cursor.NextAre({"not", "enforced"}) || cursor.NextAre({"using", "index"}) || cursor.NextIs("include")) {
    std::string words(cursor.TextOf(cursor.Take()));
    if (!cursor.AtEnd() && words.size() < 8 && !cursor.NextIs("(")) {
      words += " " + std::string(cursor.TextOf(cursor.Take()));
    }
    cursor.Error(DiagnosticKind::kNotPortableSyntax, cursor.RangeFrom(first),
                 "'" + words + "' is PostgreSQL's; a constraint here holds for all rows, old and new");
    return false;
  }
  return true;
}

}  // namespace instar::compiler::sql
