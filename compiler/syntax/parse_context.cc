#include "compiler/syntax/parse_context.h"

#include <algorithm>
#include <utility>

#include "compiler/syntax/names.h"
#include "compiler/syntax/shown.h"

namespace instar::compiler {
namespace {

std::string Describe(const Lexer& lexer, const Lexeme& lexeme) {
  if (lexeme.token.kind == TokenKind::kEnd) return "the end of the file";
  return Shown(lexer.TextOf(lexeme.token));
}

// Takes one token of what is skipped. Says whether the skipping ends behind it.
bool SkipOne(ParseContext& context, const Lexeme& next, int* depth) {
  bool opens = context.lexer.IsPunctuation(next, "{");
  bool closes = context.lexer.IsPunctuation(next, "}");
  bool ends = context.lexer.IsPunctuation(next, ";");
  context.lexer.Take();
  if (opens) ++*depth;
  if (closes) return --*depth <= 0;
  return ends && *depth == 0;
}

}  // namespace

void ReportUnexpected(ParseContext& context, std::string_view expected) {
  const Lexeme& next = context.lexer.Peek();
  if (next.bad) return;
  std::string message = "expected " + std::string(expected);
  std::uint32_t end = context.lexer.position();
  // On another line it has nothing to do with what is missing here.
  if (next.starts_line || next.token.kind == TokenKind::kEnd) {
    context.reporter.Error(DiagnosticKind::kSyntaxError, end, end, std::move(message));
  } else {
    message += ", found " + Describe(context.lexer, next);
    context.reporter.Error(DiagnosticKind::kSyntaxError, next.token.range, std::move(message));
  }
}

bool ExpectSemicolon(ParseContext& context, std::string_view what) {
  const Lexeme& next = context.lexer.Peek();
  if (context.lexer.IsPunctuation(next, ";")) {
    context.lexer.Take();
    return true;
  }
  bool line_ends =
      next.starts_line || next.token.kind == TokenKind::kEnd || context.lexer.IsPunctuation(next, "}");
  if (next.bad || !line_ends) {
    ReportUnexpected(context, "';' after " + std::string(what));
    return false;
  }
  SourceRange place = context.lexer.Range(context.lexer.position(), context.lexer.position());
  context.reporter.Error(DiagnosticKind::kSyntaxError, place, "expected ';' after " + std::string(what))
      .AddFixIt(place, ";");
  return false;
}

std::optional<Text> ExpectReason(ParseContext& context, std::string_view what) {
  std::uint32_t end = context.lexer.position();
  if (!context.lexer.NextIs('"')) {
    const Lexeme& next = context.lexer.Peek();
    if (next.bad) return std::nullopt;
    context.reporter.Error(DiagnosticKind::kMissingReason, end, end,
                           std::string(what) + " needs a reason in double quotes");
    return std::nullopt;
  }
  std::optional<Text> reason = context.lexer.TakeString('"');
  if (!reason) return std::nullopt;
  bool blank =
      std::all_of(reason->value.begin(), reason->value.end(), [](char c) { return c == ' ' || c == '\t'; });
  if (blank) {
    context.reporter.Error(DiagnosticKind::kMissingReason, reason->range,
                           "the reason of " + std::string(what) + " is empty");
    // The statement itself was understood.
  }
  return reason;
}

bool ParseAllow(ParseContext& context, SourceRange keyword, Allow* allow) {
  do {
    Name lint = context.lexer.TakeId();
    if (!IsLintName(lint.text)) {
      // It may be the end of the block.
      context.lexer.MoveTo(lint.range.begin);
      if (lint.text.empty()) {
        ReportUnexpected(context, "the name of a lint");
      } else {
        context.reporter.Error(DiagnosticKind::kSyntaxError, lint.range,
                               Shown(lint.text) + " is not the name of a lint");
      }
      return false;
    }
    allow->lints.push_back(std::move(lint));
  } while (context.lexer.TakeIf(','));
  std::optional<Text> reason = ExpectReason(context, "'allow'");
  if (!reason) return false;
  allow->reason = std::move(*reason);
  allow->range = context.lexer.Range(keyword.begin, context.lexer.position());
  return true;
}

void SkipStatement(ParseContext& context) {
  QuietScope quiet(&context.reporter);
  for (int depth = 0;;) {
    const Lexeme& next = context.lexer.Peek();
    if (next.token.kind == TokenKind::kEnd) return;
    if (depth == 0 && context.lexer.IsPunctuation(next, "}")) return;
    if (SkipOne(context, next, &depth)) return;
  }
}

void SkipClause(ParseContext& context) {
  QuietScope quiet(&context.reporter);
  for (int depth = 0;;) {
    const Lexeme& next = context.lexer.Peek();
    if (next.token.kind == TokenKind::kEnd) return;
    bool word = next.token.kind == TokenKind::kWord && !next.bad;
    if (depth == 0 && next.starts_line && word && IsTopLevelWord(context.lexer.TextOf(next.token))) return;
    if (SkipOne(context, next, &depth)) return;
  }
}

}  // namespace instar::compiler
