#include "compiler/models/clause_cursor.h"

#include "absl/strings/str_cat.h"
#include "compiler/syntax/lexer.h"
#include "compiler/syntax/reporter.h"
#include "compiler/syntax/shown.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {

ClauseCursor::ClauseCursor(const SourceSet& texts, FileId file, Diagnostics* diagnostics)
    : texts_(texts), file_(file), diagnostics_(*diagnostics) {
  const std::string& text = texts.file(file).text;
  const auto size = static_cast<std::uint32_t>(text.size());
  end_.range = {file, size, size};
  Reporter reporter(file, diagnostics);
  Lexer lexer(text, file, &reporter);
  while (true) {
    const Lexeme lexeme = lexer.Take();
    if (lexeme.bad) failed_ = true;
    if (lexeme.token.kind == TokenKind::kEnd) break;
    tokens_.push_back(lexeme.token);
  }
  if (reporter.errors() > 0) failed_ = true;
  if (!failed_) Check();
}

void ClauseCursor::Check() {
  std::vector<const Token*> open;
  for (const Token& token : tokens_) {
    if (token.kind != TokenKind::kPunctuation) continue;
    const std::string_view text = Text(token);
    if (text == "(") {
      open.push_back(&token);
    } else if (text == ")" && !open.empty()) {
      open.pop_back();
    } else if (text == ")") {
      Error(token.range, "this ')' closes nothing");
      return;
    } else if (text == ";" || text == "{" || text == "}") {
      Error(token.range, absl::StrCat(Shown(text), " has no place beside a struct or a field"));
      return;
    }
  }
  if (!open.empty()) Error(open.back()->range, "this '(' is never closed");
}

const Token& ClauseCursor::Peek(std::size_t ahead) const {
  return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead] : end_;
}

bool ClauseCursor::NextIs(std::string_view text, std::size_t ahead) const {
  const Token& token = Peek(ahead);
  if (token.kind == TokenKind::kWord) return IsWord(Text(token), text);
  return token.kind == TokenKind::kPunctuation && Text(token) == text;
}

bool ClauseCursor::NextIsName() const {
  return Peek().kind == TokenKind::kWord || Peek().kind == TokenKind::kQuotedName;
}

bool ClauseCursor::TakeIf(std::string_view text) {
  if (!NextIs(text)) return false;
  ++at_;
  return true;
}

void ClauseCursor::TakeParentheses(std::vector<Token>* tokens) {
  int depth = 0;
  do {
    if (NextIs("(")) ++depth;
    if (NextIs(")")) --depth;
    TakeInto(tokens);
  } while (depth > 0);
}

void ClauseCursor::TakeRest(std::vector<Token>* tokens) {
  while (!AtEnd()) TakeInto(tokens);
}

SourceRange ClauseCursor::RangeFrom(std::size_t first) const {
  if (at_ <= first) return Peek().range;
  return {file_, tokens_[first].range.begin, tokens_[at_ - 1].range.end};
}

Diagnostic& ClauseCursor::Error(SourceRange range, std::string message) {
  failed_ = true;
  return diagnostics_.Add(DiagnosticKind::kSyntaxError, range, std::move(message));
}

bool ClauseCursor::Unexpected(std::string_view what) {
  Error(Peek().range, absl::StrCat("expected ", std::string(what),
                                   AtEnd() ? "" : absl::StrCat(", found ", Shown(Text(Peek())))));
  return false;
}

}  // namespace instar::compiler
