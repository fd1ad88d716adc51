// A default is a literal, a call, or an expression in parentheses: that is where it ends without a grammar of
// expressions.
#include <string>
#include <utility>

#include "compiler/syntax/shown.h"
#include "compiler/syntax/sql/column_definitions.h"
#include "compiler/syntax/sql/expressions.h"
#include "compiler/syntax/sql/names.h"

namespace instar::compiler::sql {
namespace {

class DefaultParser {
 public:
  DefaultParser(TokenCursor* cursor, Constraint* constraint) : cursor_(*cursor), constraint_(*constraint) {}

  bool Parse() {
    constraint_.kind = ConstraintKind::kDefault;
    SourceRange keyword = cursor_.Take().range;
    first_ = cursor_.Peek().range;
    if (AtEndOfDefault() && !cursor_.NextIs("null")) return cursor_.Unexpected("a value after 'default'");
    if (cursor_.NextIs("(")) {
      constraint_.parenthesized = true;
      if (!ParseParenthesized(cursor_, "a default", &constraint_.expression)) return false;
    } else if (!ParseBare()) {
      return false;
    }
    if (GoesOn()) return ReportUnparenthesized();
    constraint_.range = cursor_.RangeFrom(keyword);
    return true;
  }

 private:
  bool ParseBare() {
    std::vector<Token> tokens;
    bool sign = cursor_.NextIsOneOf({"+", "-"});
    if (sign) tokens.push_back(cursor_.Take());
    TokenKind kind = cursor_.Peek().kind;
    if (kind == TokenKind::kNumber || (!sign && (kind == TokenKind::kString || kind == TokenKind::kBlob))) {
      tokens.push_back(cursor_.Take());
    } else if (!sign && cursor_.NextIsOneOf(
                            {"null", "true", "false", "current_date", "current_time", "current_timestamp"})) {
      tokens.push_back(cursor_.Take());
      // current_timestamp(3)
      if (cursor_.NextIs("(")) TakeArguments(&tokens);
    } else if (!sign && kind == TokenKind::kWord && IsName(cursor_, cursor_.Peek()) &&
               cursor_.NextIs("(", 1)) {
      tokens.push_back(cursor_.Take());
      TakeArguments(&tokens);
    } else {
      return ReportNoValue(sign);
    }
    return GoesOn() ||
           MakeExpression(cursor_, "a default", std::move(tokens), first_, &constraint_.expression);
  }

  void TakeArguments(std::vector<Token>* tokens) {
    int depth = 0;
    do {
      if (cursor_.NextIs("(")) ++depth;
      if (cursor_.NextIs(")")) --depth;
      tokens->push_back(cursor_.Take());
    } while (depth > 0);
  }

  // Whether the value was only the beginning of an expression.
  bool GoesOn() const {
    const Token& next = cursor_.Peek();
    if (next.kind == TokenKind::kPunctuation) return !cursor_.NextIsOneOf({",", ")"});
    return cursor_.NextIsOneOf({"and", "or", "is", "between", "in", "like", "glob"}) ||
           (cursor_.NextIs("not") && !cursor_.NextIs("null", 1) && !cursor_.NextIs("valid", 1));
  }

  bool AtEndOfDefault() const {
    return cursor_.AtEnd() || cursor_.NextIsOneOf({",", ")"}) || BeginsColumnConstraint(cursor_);
  }

  bool ReportNoValue(bool sign) {
    const Token next = cursor_.Peek();
    if (next.kind == TokenKind::kQuotedName) {
      std::string text = Unquoted(cursor_.Text());
      Diagnostic& error = cursor_.Error(DiagnosticKind::kDefaultNeedsParentheses, next.range,
                                        "a default is no name: text stands in single quotes");
      if (text.find('\'') == std::string::npos) error.AddFixIt(next.range, "'" + text + "'");
      return false;
    }
    bool alone = !sign && next.kind == TokenKind::kWord && !cursor_.NextIs("select") && IsName(cursor_, next);
    std::string word = Shown(cursor_.Text());
    if (alone) cursor_.Take();
    if (!alone || GoesOn() || cursor_.Peek().kind == TokenKind::kString) return ReportUnparenthesized();
    cursor_.Error(DiagnosticKind::kDefaultNeedsParentheses, next.range,
                  word + " is no literal: text stands in single quotes, an expression in parentheses");
    return false;
  }

  bool ReportUnparenthesized() {
    while (!AtEndOfDefault()) {
      bool test = cursor_.NextIsOneOf({"is", "not"});
      if (cursor_.NextIs("(")) {
        cursor_.SkipParentheses();
      } else {
        cursor_.Take();
      }
      // is [not] null
      if (test && !cursor_.TakeIf("null")) cursor_.TakeIfAll({"not", "null"});
    }
    SourceRange all = cursor_.RangeFrom(first_);
    SourceRange end = cursor_.EndOfLast();
    cursor_
        .Error(DiagnosticKind::kDefaultNeedsParentheses, all,
               "a default that is more than a literal or a call stands in parentheses")
        .AddFixIt({first_.file, first_.begin, first_.begin}, "(")
        .AddFixIt(end, ")");
    return false;
  }

  TokenCursor& cursor_;
  Constraint& constraint_;
  SourceRange first_;
};

}  // namespace

bool ParseDefault(TokenCursor& cursor, Constraint* constraint) {
  return DefaultParser(&cursor, constraint).Parse();
}

}  // namespace instar::compiler::sql
