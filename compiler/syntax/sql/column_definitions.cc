#include "compiler/syntax/sql/column_definitions.h"

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "compiler/syntax/shown.h"
#include "compiler/syntax/sql/constraints.h"
#include "compiler/syntax/sql/expressions.h"
#include "compiler/syntax/sql/names.h"
#include "compiler/syntax/sql/types.h"

namespace instar::compiler::sql {
namespace {

const WordList kConstraintWords = {"constraint", "primary", "not",        "null",    "unique",
                                   "check",      "default", "references", "collate", "generated"};

// [primary key] [asc|desc] [autoincrement]
bool ParsePrimaryKey(TokenCursor& cursor, const Name& column, Constraint* constraint) {
  constraint->kind = ConstraintKind::kPrimaryKey;
  if (!cursor.Expect("key", "after 'primary'")) return false;
  if (cursor.TakeIf("desc")) {
    constraint->columns.push_back({column, true, std::nullopt});
  } else {
    cursor.TakeIf("asc");
  }
  if (!CheckEndOfConstraint(cursor)) return false;
  constraint->autoincrement = cursor.TakeIf("autoincrement");
  return true;
}

// always as (expression) [stored|virtual], or {always | by default} as identity
bool ParseGenerated(TokenCursor& cursor, Constraint* constraint) {
  if (cursor.TakeIfAll({"by", "default"})) {
    constraint->always = false;
  } else if (!cursor.TakeIf("always")) {
    return cursor.Unexpected("'always' or 'by default' after 'generated'", {"always"});
  }
  if (!cursor.Expect("as", constraint->always ? "after 'always'" : "after 'default'")) return false;
  if (cursor.TakeIf("identity")) {
    constraint->kind = ConstraintKind::kIdentity;
    if (!cursor.NextIs("(")) return true;
    cursor.Error(
        DiagnosticKind::kNotPortableSyntax, cursor.Peek().range,
        "an identity has no options here: where it starts and how it counts differs between databases");
    return false;
  }
  if (constraint->always) return true;
  return cursor.Unexpected("'identity': an expression is 'generated always'");
}

bool ParseGeneratedExpression(TokenCursor& cursor, Constraint* constraint) {
  constraint->kind = ConstraintKind::kGenerated;
  if (!cursor.NextIs("(")) return cursor.Unexpected("'identity' or '(' after 'as'", {"identity"});
  if (!ParseParenthesized(cursor, "a generated column", &constraint->expression)) return false;
  constraint->stored = cursor.TakeIf("stored");
  if (!constraint->stored) cursor.TakeIf("virtual");
  return true;
}

bool ParseNot(TokenCursor& cursor, Constraint* constraint) {
  constraint->kind = ConstraintKind::kNotNull;
  return cursor.Expect("null", "after 'not'") && CheckEndOfConstraint(cursor);
}

bool ParseKind(TokenCursor& cursor, const Name& column, Constraint* constraint) {
  if (cursor.NextIs("default")) return ParseDefault(cursor, constraint);
  if (cursor.NextIs("references")) {
    constraint->kind = ConstraintKind::kForeignKey;
    return ParseReferences(cursor, &constraint->references);
  }
  if (cursor.TakeIf("not")) return ParseNot(cursor, constraint);
  if (cursor.TakeIf("null")) {
    constraint->kind = ConstraintKind::kNull;
    return CheckEndOfConstraint(cursor);
  }
  if (cursor.TakeIf("primary")) return ParsePrimaryKey(cursor, column, constraint);
  if (cursor.TakeIf("unique")) {
    constraint->kind = ConstraintKind::kUnique;
    return CheckUniqueKey(cursor) && CheckEndOfConstraint(cursor);
  }
  if (cursor.TakeIf("check")) {
    constraint->kind = ConstraintKind::kCheck;
    return ParseParenthesized(cursor, "a check", &constraint->expression) && CheckEndOfConstraint(cursor);
  }
  if (cursor.TakeIf("collate")) {
    constraint->kind = ConstraintKind::kCollate;
    return ExpectName(cursor, "the name of a collation", &constraint->collation);
  }
  if (cursor.TakeIf("generated")) {
    if (!ParseGenerated(cursor, constraint)) return false;
    return constraint->kind == ConstraintKind::kIdentity || ParseGeneratedExpression(cursor, constraint);
  }
  if (cursor.TakeIf("as")) return ParseGeneratedExpression(cursor, constraint);
  return cursor.Unexpected("a constraint after its name", kConstraintWords);
}

// What messages call the constraints that a column has once.
std::string_view OnceOnly(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::kNotNull:
      return "not null";
    case ConstraintKind::kNull:
      return "null";
    case ConstraintKind::kDefault:
      return "default";
    case ConstraintKind::kPrimaryKey:
      return "primary key";
    case ConstraintKind::kUnique:
      return "unique";
    case ConstraintKind::kCollate:
      return "collate";
    case ConstraintKind::kGenerated:
      return "generated";
    case ConstraintKind::kIdentity:
      return "identity";
    case ConstraintKind::kCheck:
    case ConstraintKind::kForeignKey:
      return "";
  }
  return "";
}

bool Contradict(ConstraintKind a, ConstraintKind b) {
  using enum ConstraintKind;
  constexpr std::pair<ConstraintKind, ConstraintKind> kPairs[] = {
      {kNull, kNotNull}, {kDefault, kGenerated}, {kDefault, kIdentity}, {kGenerated, kIdentity}};
  for (auto [first, second] : kPairs) {
    if ((a == first && b == second) || (a == second && b == first)) return true;
  }
  return false;
}

bool CheckAgainst(TokenCursor& cursor, const Constraint& earlier, const Constraint& later) {
  std::string_view name = OnceOnly(later.kind);
  if (name.empty()) return true;
  if (earlier.kind == later.kind) {
    cursor.Error(DiagnosticKind::kDuplicateClause, later.range, "a second '" + std::string(name) + "'")
        .AddNote(earlier.range, "the first one is here");
    return false;
  }
  if (!Contradict(earlier.kind, later.kind)) return true;
  cursor
      .Error(DiagnosticKind::kConflictingConstraints, later.range,
             "'" + std::string(name) + "' contradicts '" + std::string(OnceOnly(earlier.kind)) + "'")
      .AddNote(earlier.range, "which is here");
  return false;
}

// The first constraint of each kind is enough to compare with.
class OnceOnlyCheck {
 public:
  bool Add(TokenCursor& cursor, const std::vector<Constraint>& constraints) {
    const Constraint& later = constraints.back();
    for (const std::optional<std::size_t>& earlier : first_) {
      if (earlier && !CheckAgainst(cursor, constraints[*earlier], later)) return false;
    }
    first_[static_cast<std::size_t>(later.kind)] = constraints.size() - 1;
    return true;
  }

 private:
  std::array<std::optional<std::size_t>, static_cast<std::size_t>(ConstraintKind::kIdentity) + 1> first_;
};

struct ForeignWord {
  std::string_view word;
  std::string_view advice;
};
constexpr ForeignWord kForeignWords[] = {
    {"auto_increment", "write 'generated by default as identity'"},
    {"autoincrement", "write 'primary key autoincrement'"},
    {"identity", "write 'generated by default as identity'"},
    {"comment", "write a comment behind '--'"},
    {"unsigned", "write a check that the value is not negative"},
    {"zerofill", "leave it out"},
    {"character", "leave it out, text is Unicode"},
    {"charset", "leave it out, text is Unicode"},
    {"key", "write 'primary key' or 'unique', or make an index with 'create index'"},
    {"first", "leave it out, the order of columns is no part of the schema"},
    {"after", "leave it out, the order of columns is no part of the schema"},
    {"on", "write a trigger, in an 'on DIALECT { }' block"},
    {"enum", "make a type with 'create type NAME as enum (...)'"},
};

bool IsForeign(const TokenCursor& cursor, std::string_view word) {
  if (!cursor.NextIs(word)) return false;
  // A column may have such a name, and then its comma is missing.
  if (cursor.NextStartsLine()) return false;
  return word != "on" || cursor.NextIs("update", 1);
}

}  // namespace

bool BeginsColumnConstraint(const TokenCursor& cursor) {
  if (cursor.NextIs("generated")) return cursor.NextIsOneOf({"always", "by"}, 1) || !cursor.NextStartsLine();
  return cursor.NextIs("as") || cursor.NextIsOneOf(kConstraintWords);
}

bool ParseColumnConstraint(TokenCursor& cursor, const Name& column, Constraint* constraint) {
  SourceRange first = cursor.Peek().range;
  if (!ParseConstraintName(cursor, constraint) || !ParseKind(cursor, column, constraint)) return false;
  constraint->range = cursor.RangeFrom(first);
  return true;
}

bool ParseColumnDefinition(TokenCursor& cursor, ColumnDefinition* column) {
  if (!ExpectName(cursor, "the name of a column", &column->name)) return false;
  if (BeginsType(cursor)) {
    column->type.emplace();
    if (!ParseTypeName(cursor, &*column->type)) return false;
  }
  OnceOnlyCheck once;
  while (BeginsColumnConstraint(cursor)) {
    column->constraints.emplace_back();
    if (!ParseColumnConstraint(cursor, column->name, &column->constraints.back())) return false;
    if (!once.Add(cursor, column->constraints)) return false;
  }
  column->range = cursor.RangeFrom(column->name.range);
  return true;
}

bool ReportAfterColumn(TokenCursor& cursor, std::string_view end) {
  for (const ForeignWord& foreign : kForeignWords) {
    if (!IsForeign(cursor, foreign.word)) continue;
    cursor.Error(DiagnosticKind::kNotPortableSyntax, cursor.Peek().range,
                 Shown(cursor.Text()) + " is not portable: " + std::string(foreign.advice));
    return false;
  }
  if (cursor.NextIs("foreign")) {
    cursor.Error(
        DiagnosticKind::kSyntaxError, cursor.Peek().range,
        "a foreign key of one column is 'references PARENT'; one that stands by itself begins behind "
        "a ','");
    return false;
  }
  return cursor.UnexpectedInList(end, kConstraintWords);
}

}  // namespace instar::compiler::sql
