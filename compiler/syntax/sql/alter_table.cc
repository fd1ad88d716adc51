#include <optional>
#include <string>
#include <utility>

#include "compiler/syntax/shown.h"
#include "compiler/syntax/sql/column_definitions.h"
#include "compiler/syntax/sql/constraints.h"
#include "compiler/syntax/sql/expressions.h"
#include "compiler/syntax/sql/names.h"
#include "compiler/syntax/sql/statements.h"
#include "compiler/syntax/sql/types.h"

namespace instar::compiler::sql {
namespace {

constexpr std::string_view kColumn = "the name of a column";

class ActionParser {
 public:
  ActionParser(TokenCursor* cursor, AlterAction* action) : cursor_(*cursor), action_(*action) {}

  bool Parse() {
    SourceRange first = cursor_.Peek().range;
    if (!ParseKind()) return false;
    action_.range = cursor_.RangeFrom(first);
    return true;
  }

 private:
  bool ParseKind() {
    if (cursor_.TakeIf("add")) return ParseAdd();
    if (cursor_.TakeIf("drop")) return ParseDrop();
    if (cursor_.TakeIf("rename")) return ParseRename();
    if (cursor_.TakeIf("alter")) return ParseAlter();
    if (cursor_.NextIsOneOf({"modify", "change"})) {
      return Refuse(
          "is MySQL's: write 'alter column C type T', 'alter column C set not null', 'rename column "
          "A to B'");
    }
    return cursor_.Unexpected("'add', 'drop', 'rename' or 'alter'", {"add", "drop", "rename", "alter"});
  }

  bool Refuse(std::string_view advice) {
    cursor_.Error(DiagnosticKind::kNotPortableSyntax, cursor_.Peek().range,
                  Shown(cursor_.Text()) + " " + std::string(advice));
    return false;
  }

  bool ParseAdd() {
    if (BeginsTableConstraint(cursor_)) {
      action_.kind = AlterActionKind::kAddConstraint;
      return ParseTableConstraint(cursor_, &action_.constraint);
    }
    if (cursor_.NextIs("index") || cursor_.NextAre({"key", "("})) {
      return Refuse("is MySQL's here: write 'create index NAME on TABLE (...)'");
    }
    action_.kind = AlterActionKind::kAddColumn;
    cursor_.TakeIf("column");
    if (cursor_.NextIs("(")) {
      return cursor_.Unexpected("the name of a column; each column has an 'add column' of its own");
    }
    return ParseIfNotExists(cursor_, &action_.if_exists) && ParseColumnDefinition(cursor_, &action_.column);
  }

  bool ParseDrop() {
    if (cursor_.NextIsOneOf({"primary", "foreign", "index", "check"})) {
      return Refuse(cursor_.NextIs("index") ? "is MySQL's here: write 'drop index NAME'"
                                            : "is MySQL's here: write 'drop constraint NAME'");
    }
    bool constraint = cursor_.TakeIf("constraint");
    if (!constraint) cursor_.TakeIf("column");
    action_.kind = constraint ? AlterActionKind::kDropConstraint : AlterActionKind::kDropColumn;
    return ParseIfExists(cursor_, &action_.if_exists) &&
           ExpectName(cursor_, constraint ? "the name of a constraint" : kColumn, &action_.name) &&
           ParseDropBehavior(cursor_);
  }

  bool ParseRename() {
    if (cursor_.TakeIf("to")) {
      action_.kind = AlterActionKind::kRenameTable;
      return ExpectName(cursor_, "the new name of the table", &action_.new_name);
    }
    if (cursor_.NextIs("as")) return Refuse("is MySQL's here: write 'rename to'");
    if (cursor_.NextIs("index") || (cursor_.NextIs("key") && IsName(cursor_, cursor_.Peek(1)))) {
      return Refuse("is MySQL's here: write 'alter index A rename to B'");
    }
    bool constraint = cursor_.TakeIf("constraint");
    if (!constraint) cursor_.TakeIf("column");
    action_.kind = constraint ? AlterActionKind::kRenameConstraint : AlterActionKind::kRenameColumn;
    return ExpectName(cursor_, constraint ? "the name of a constraint" : kColumn, &action_.name) &&
           cursor_.Expect("to", "after the old name") &&
           ExpectName(cursor_, "the new name", &action_.new_name);
  }

  bool ParseAlter() {
    cursor_.TakeIf("column");
    if (!ExpectName(cursor_, kColumn, &action_.name)) return false;
    if (cursor_.TakeIf("type")) return ParseType();
    if (cursor_.TakeIf("set")) return ParseSet();
    if (cursor_.TakeIf("drop")) return ParseDropOfColumn();
    return cursor_.Unexpected("'type', 'set' or 'drop' after the column's name", {"type", "set", "drop"});
  }

  bool ParseSet() {
    if (cursor_.TakeIfAll({"not", "null"})) {
      action_.kind = AlterActionKind::kSetNotNull;
      return true;
    }
    if (cursor_.NextIs("default")) {
      action_.kind = AlterActionKind::kSetDefault;
      return ParseDefault(cursor_, &action_.constraint);
    }
    if (cursor_.TakeIf("data")) return cursor_.Expect("type", "after 'set data'") && ParseType();
    return cursor_.Unexpected("'not null', 'default' or 'data type' after 'set'", {"not", "default", "data"});
  }

  bool ParseDropOfColumn() {
    if (cursor_.TakeIfAll({"not", "null"})) {
      action_.kind = AlterActionKind::kDropNotNull;
      return true;
    }
    if (cursor_.TakeIf("default")) {
      action_.kind = AlterActionKind::kDropDefault;
      return true;
    }
    return cursor_.Unexpected("'not null' or 'default' after 'drop'", {"not", "default"});
  }

  bool ParseType() {
    action_.kind = AlterActionKind::kSetType;
    if (!ParseTypeName(cursor_, &action_.type)) return false;
    if (cursor_.NextIs("collate")) return Refuse("cannot be changed together with a type");
    if (!cursor_.TakeIf("using")) return true;
    action_.using_expression.emplace();
    return ParseParenthesized(cursor_, "the expression of 'using'", &*action_.using_expression);
  }

  TokenCursor& cursor_;
  AlterAction& action_;
};

bool ParseAction(TokenCursor& cursor, AlterAction* action) {
  if (!ActionParser(&cursor, action).Parse()) return false;
  // Behind a line that is complete, a word that begins no action begins the next statement.
  if (cursor.AtEnd() || cursor.NextIs(",")) return true;
  if (cursor.NextStartsLine() && cursor.NextIsOneOf({"add", "drop", "rename", "alter"})) {
    SourceRange place = cursor.EndOfLast();
    cursor.Error(DiagnosticKind::kSyntaxError, place, "expected ',' between two actions")
        .AddFixIt(place, ",");
    return false;
  }
  if (action->kind == AlterActionKind::kAddColumn) return ReportAfterColumn(cursor, ";");
  return cursor.Unexpected("',' or ';'", {"using"});
}

}  // namespace

bool ParseAlterTable(TokenCursor& cursor, AlterTable* alter) {
  if (!ParseIfExists(cursor, &alter->if_exists)) return false;
  // As dumps have it.
  if (cursor.NextIs("only") && !cursor.NextIsOneOf({"add", "drop", "rename", "alter"}, 1)) {
    cursor.Error(DiagnosticKind::kNotPortableSyntax, cursor.Peek().range,
                 "'only' is PostgreSQL's: leave it out");
    return false;
  }
  if (!ExpectName(cursor, "the name of a table", &alter->table)) return false;
  // What is no list of actions is no list of mistakes.
  if (cursor.NextIs(",")) return cursor.Unexpected("'add', 'drop', 'rename' or 'alter'");
  bool understood = true;
  do {
    std::size_t element = cursor.position();
    alter->actions.emplace_back();
    if (ParseAction(cursor, &alter->actions.back())) continue;
    if (cursor.LostInList()) return false;
    understood = false;
    cursor.SkipElement(element);
  } while (cursor.TakeIf(","));
  return understood;
}

}  // namespace instar::compiler::sql
