#include "compiler/syntax/statement_parser.h"

#include <algorithm>
#include <utility>

#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

// What every statement needs once its last token was taken.
Statement Finish(ParseContext& context, StatementKind kind, std::vector<Token> tokens) {
  Statement statement;
  statement.kind = kind;
  statement.range = context.lexer.Range(tokens.front().range.begin, context.lexer.position());
  statement.tokens = std::move(tokens);
  return statement;
}

// A C++ name is a word without letters outside ASCII.
bool IsCppName(const Lexer& lexer, const Token& token) {
  std::string_view text = lexer.TextOf(token);
  return token.kind == TokenKind::kWord &&
         std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

// name :: name [:: name...]
bool IsQualifiedName(const Lexer& lexer, const std::vector<Token>& tokens) {
  if (tokens.size() < 3 || tokens.size() % 2 == 0) return false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    bool fits = i % 2 == 0 ? IsCppName(lexer, tokens[i]) : lexer.TextOf(tokens[i]) == "::";
    if (!fits) return false;
  }
  return true;
}

// Takes tokens up to the `;`. False when something is bad or a brace comes first.
bool TakeToSemicolon(ParseContext& context, std::vector<Token>* tokens) {
  Lexer& lexer = context.lexer;
  for (;;) {
    const Lexeme& next = lexer.Peek();
    bool ends = next.token.kind == TokenKind::kEnd || lexer.IsPunctuation(next, ";") ||
                lexer.IsPunctuation(next, "{") || lexer.IsPunctuation(next, "}");
    if (next.bad) return false;
    if (ends || (next.starts_line && next.token.kind == TokenKind::kWord)) return true;
    tokens->push_back(lexer.Take().token);
  }
}

std::optional<Statement> ParseCall(ParseContext& context) {
  Lexer& lexer = context.lexer;
  std::vector<Token> tokens = {lexer.Take().token};
  if (!TakeToSemicolon(context, &tokens)) return std::nullopt;
  std::vector<Token> parts(tokens.begin() + 1, tokens.end());
  Name function;
  std::uint32_t end = lexer.position();
  function.range = parts.empty() ? lexer.Range(end, end) : lexer.Range(parts[0].range.begin, end);
  for (const Token& part : parts) function.text += lexer.TextOf(part);
  if (!IsQualifiedName(lexer, parts)) {
    context.reporter.Error(DiagnosticKind::kIllegalFunction, function.range,
                           "'call' needs a C++ function with its namespace: 'call shop::HashKeys;'");
    return std::nullopt;
  }
  Statement statement = Finish(context, StatementKind::kCall, std::move(tokens));
  statement.function = std::move(function);
  return statement;
}

std::optional<Statement> ParseAllowStatement(ParseContext& context) {
  Token keyword = context.lexer.Take().token;
  Allow allow;
  if (!ParseAllow(context, keyword.range, &allow)) return std::nullopt;
  Statement statement = Finish(context, StatementKind::kAllow, {keyword});
  statement.allow = std::move(allow);
  return statement;
}

// A place to come back to: the build fails until somebody has.
std::optional<Statement> ParseTodo(ParseContext& context) {
  const Token keyword = context.lexer.Take().token;
  const std::optional<Text> what = context.lexer.NextIs('"') ? context.lexer.TakeString('"') : std::nullopt;
  const SourceRange range = context.lexer.Range(keyword.range.begin, context.lexer.position());
  context.reporter.Error(DiagnosticKind::kTodo, range,
                         "this is still to be written" + (what ? ": " + what->value : std::string()));
  return std::nullopt;
}

std::optional<Statement> ParseAuto(ParseContext& context) {
  Token keyword = context.lexer.Take().token;
  return Finish(context, StatementKind::kAuto, {keyword});
}

}  // namespace

std::optional<Statement> ParseStatement(ParseContext& context) {
  const Lexeme& first = context.lexer.Peek();
  if (context.lexer.Is(first, "on")) return ParseRawStatement(context);
  std::optional<Statement> statement;
  if (context.lexer.Is(first, "call")) {
    statement = ParseCall(context);
  } else if (context.lexer.Is(first, "allow")) {
    statement = ParseAllowStatement(context);
  } else if (context.lexer.Is(first, "todo")) {
    statement = ParseTodo(context);
  } else if (context.lexer.Is(first, "auto")) {
    statement = ParseAuto(context);
  } else {
    return ParseSqlStatement(context);
  }
  bool complete = statement && ExpectSemicolon(context, "this statement");
  // These are short: a word on a line of its own begins the next one.
  const Lexeme& next = context.lexer.Peek();
  bool next_begins = next.starts_line && next.token.kind == TokenKind::kWord && !next.bad;
  if (!complete && !next_begins) SkipStatement(context);
  return statement;
}

}  // namespace instar::compiler
