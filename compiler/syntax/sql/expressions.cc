#include "compiler/syntax/sql/expressions.h"

#include <string>
#include <utility>

#include "compiler/syntax/shown.h"

namespace instar::compiler::sql {
namespace {

// How many pairs of parentheses stand round all of the tokens.
std::size_t OuterPairs(const TokenCursor& cursor, const std::vector<Token>& tokens) {
  std::vector<std::size_t> open;
  // partner[i]: where the '(' at i is closed.
  std::vector<std::size_t> partner(tokens.size(), tokens.size());
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (cursor.IsText(tokens[at], "(")) open.push_back(at);
    if (cursor.IsText(tokens[at], ")") && !open.empty()) {
      partner[open.back()] = at;
      open.pop_back();
    }
  }
  std::size_t pairs = 0;
  while (2 * pairs < tokens.size() && partner[pairs] == tokens.size() - 1 - pairs) ++pairs;
  return pairs;
}

bool Report(TokenCursor& cursor, SourceRange place, std::string message) {
  cursor.Error(DiagnosticKind::kSyntaxError, place, std::move(message));
  return false;
}

// Words that no expression has, unless they are quoted names.
bool IsNoPartOfExpressions(const TokenCursor& cursor, const Token& token) {
  static const WordList kWords = {"add",     "alter",      "autoincrement", "check",  "commit", "constraint",
                                  "create",  "default",    "deferrable",    "delete", "drop",   "foreign",
                                  "index",   "insert",     "into",          "join",   "limit",  "on",
                                  "primary", "references", "returning",     "set",    "table",  "transaction",
                                  "unique",  "update",     "using",         "values"};
  for (std::string_view word : kWords) {
    if (cursor.IsText(token, word)) return true;
  }
  return false;
}

// What a token may stand next to. Most words are left alone: which of them are operators differs.
enum class Part {
  kNothing,
  kOperator,
  kSign,
  kConjunction,
  kPrefix,
  kInfix,
  kComma,
  kOpen,
  kClose,
  kValue,
  kWord
};

Part PartOfWord(const TokenCursor& cursor, const Token& token) {
  struct Known {
    std::string_view word;
    Part part;
  };
  static constexpr Known kKnown[] = {
      {"and", Part::kConjunction}, {"or", Part::kConjunction}, {"not", Part::kPrefix},
      {"exists", Part::kPrefix},   {"case", Part::kPrefix},    {"when", Part::kPrefix},
      {"else", Part::kPrefix},     {"is", Part::kInfix},       {"in", Part::kInfix},
      {"between", Part::kInfix},   {"collate", Part::kInfix},  {"as", Part::kInfix},
      {"escape", Part::kInfix},    {"then", Part::kInfix}};
  for (const Known& known : kKnown) {
    if (cursor.IsText(token, known.word)) return known.part;
  }
  return Part::kWord;
}

Part PartOf(const TokenCursor& cursor, const Token& token) {
  if (token.kind == TokenKind::kWord) return PartOfWord(cursor, token);
  if (token.kind != TokenKind::kPunctuation) return Part::kValue;
  std::string_view text = cursor.TextOf(token);
  if (text == "(") return Part::kOpen;
  if (text == ")") return Part::kClose;
  if (text == ",") return Part::kComma;
  return text == "+" || text == "-" || text == "~" ? Part::kSign : Part::kOperator;
}

bool WantsOperand(Part part) { return part != Part::kClose && part != Part::kValue && part != Part::kWord; }

bool MayBeginOperand(Part part, Part last) {
  using enum Part;
  // is not, not in
  bool after_word = last == kPrefix || last == kInfix;
  return part == kSign || part == kOpen || part == kValue || part == kWord || part == kPrefix ||
         (part == kInfix && after_word);
}

bool CheckNeighbours(TokenCursor& cursor, const std::vector<Token>& tokens) {
  Part before_last = Part::kNothing;
  Part last = Part::kNothing;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    Part part = PartOf(cursor, tokens[at]);
    std::string text = Shown(cursor.TextOf(tokens[at]));
    // f() and count(*)
    bool arguments = last == Part::kOpen && (before_last == Part::kWord || before_last == Part::kValue);
    bool all = arguments && cursor.IsText(tokens[at], "*");
    bool none = arguments && part == Part::kClose;
    if (IsNoPartOfExpressions(cursor, tokens[at])) {
      return Report(cursor, tokens[at].range,
                    "an expression has no word " + text + "; as a name it stands in double quotes");
    }
    if (WantsOperand(last) && !MayBeginOperand(part, last) && !none && !all) {
      return Report(cursor, tokens[at].range, "expected an expression, found " + text);
    }
    bool ended =
        last == Part::kClose || (last == Part::kValue && tokens[at - 1].kind != TokenKind::kQuotedName);
    if (ended && (part == Part::kValue || part == Part::kOpen)) {
      return Report(cursor, tokens[at].range, "expected an operator before " + text);
    }
    before_last = last;
    last = all ? Part::kValue : part;
  }
  if (!WantsOperand(last)) return true;
  return Report(cursor, tokens.back().range,
                "expected an expression after " + Shown(cursor.TextOf(tokens.back())));
}

// What no database takes, whatever the names mean.
bool CheckOutline(TokenCursor& cursor, std::string_view what, const std::vector<Token>& tokens) {
  int depth = 0;
  for (const Token& token : tokens) {
    if (cursor.IsText(token, "(")) ++depth;
    if (cursor.IsText(token, ")")) --depth;
    if (depth == 0 && cursor.IsText(token, ",")) {
      return Report(cursor, token.range, std::string(what) + " is one expression: expected ')', found ','");
    }
    if (cursor.IsText(token, "select")) {
      return Report(cursor, token.range, std::string(what) + " cannot hold a query");
    }
  }
  return CheckNeighbours(cursor, tokens);
}

}  // namespace

bool MakeExpression(TokenCursor& cursor, std::string_view what, std::vector<Token> tokens,
                    SourceRange empty_place, Expression* expression) {
  std::size_t pairs = OuterPairs(cursor, tokens);
  if (pairs > 0) {
    empty_place = tokens[2 * pairs == tokens.size() ? pairs : 0].range;
    tokens.erase(tokens.end() - static_cast<std::ptrdiff_t>(pairs), tokens.end());
    tokens.erase(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(pairs));
  }
  if (tokens.empty()) return Report(cursor, empty_place, "expected an expression");
  if (!CheckOutline(cursor, what, tokens)) return false;
  SourceRange first = tokens.front().range;
  expression->range = {first.file, first.begin, tokens.back().range.end};
  expression->tokens = std::move(tokens);
  return true;
}

bool ParseParenthesized(TokenCursor& cursor, std::string_view what, Expression* expression) {
  if (!cursor.NextIs("(")) return cursor.Unexpected("'(': " + std::string(what) + " stands in parentheses");
  cursor.Take();
  std::vector<Token> tokens;
  for (int depth = 0; !cursor.AtEnd();) {
    if (cursor.NextIs("(")) ++depth;
    if (cursor.NextIs(")") && --depth < 0) break;
    tokens.push_back(cursor.Take());
  }
  SourceRange close = cursor.Take().range;
  return MakeExpression(cursor, what, std::move(tokens), close, expression);
}

bool ParseRest(TokenCursor& cursor, std::string_view what, Expression* expression) {
  std::vector<Token> tokens;
  while (!cursor.AtEnd()) tokens.push_back(cursor.Take());
  return MakeExpression(cursor, what, std::move(tokens), cursor.EndOfLast(), expression);
}

}  // namespace instar::compiler::sql
