#include "compiler/syntax/sql/token_cursor.h"

#include <utility>

#include "compiler/diagnostics/suggest.h"
#include "compiler/syntax/shown.h"
#include "compiler/syntax/words.h"

namespace instar::compiler::sql {

TokenCursor::TokenCursor(std::string_view file_text, const std::vector<Token>& tokens, Reporter* reporter,
                         Spelling spelling)
    : file_text_(file_text), tokens_(tokens), reporter_(reporter), spelling_(spelling) {
  SourceRange last = tokens.back().range;
  end_ = {TokenKind::kEnd, {last.file, last.end, last.end}};
}

bool TokenCursor::IsText(const Token& token, std::string_view text) const {
  if (token.kind == TokenKind::kPunctuation) return TextOf(token) == text;
  return token.kind == TokenKind::kWord && IsWord(TextOf(token), text);
}

bool TokenCursor::NextIsOneOf(WordList texts, std::size_t ahead) const {
  for (std::string_view text : texts) {
    if (NextIs(text, ahead)) return true;
  }
  return false;
}

bool TokenCursor::NextAre(WordList texts) const {
  std::size_t ahead = 0;
  for (std::string_view text : texts) {
    if (!NextIs(text, ahead++)) return false;
  }
  return true;
}

bool TokenCursor::NextStartsLine() const {
  if (position_ == 0 || AtEnd()) return false;
  std::uint32_t begin = tokens_[position_ - 1].range.end;
  std::string_view between = file_text_.substr(begin, tokens_[position_].range.begin - begin);
  return between.find('\n') != std::string_view::npos;
}

Token TokenCursor::Take() {
  Token token = Peek();
  if (!AtEnd()) ++position_;
  return token;
}

bool TokenCursor::TakeIf(std::string_view text) {
  if (!NextIs(text)) return false;
  ++position_;
  return true;
}

bool TokenCursor::TakeIfAll(WordList texts) {
  if (!NextAre(texts)) return false;
  position_ += texts.size();
  return true;
}

bool TokenCursor::Expect(std::string_view text, std::string_view where) {
  if (TakeIf(text)) return true;
  return Unexpected("'" + std::string(text) + "' " + std::string(where), {text});
}

SourceRange TokenCursor::EndOfLast() const {
  SourceRange last = position_ > 0 ? tokens_[position_ - 1].range : tokens_.front().range;
  return {last.file, last.end, last.end};
}

SourceRange TokenCursor::RangeFrom(SourceRange first) const {
  return {first.file, first.begin, EndOfLast().end};
}

std::string TokenCursor::Closest(WordList words) const {
  if (Peek().kind != TokenKind::kWord) return "";
  std::vector<std::string> candidates;
  for (std::string_view word : words) {
    if (IsWordStart(word[0])) candidates.emplace_back(word);
  }
  Suggester suggester(std::move(candidates));
  return std::string(suggester.Closest(LowerWord(Text())));
}

bool TokenCursor::Unexpected(std::string_view expected) { return Unexpected(expected, {}); }

bool TokenCursor::Unexpected(std::string_view expected, WordList words) {
  lost_in_list_ = NextIs(",");
  std::string message = "expected " + std::string(expected);
  std::string near = Closest(words);
  // On another line it has nothing to do with what is missing here.
  if (AtEnd() || (NextStartsLine() && near.empty())) {
    Error(DiagnosticKind::kSyntaxError, EndOfLast(), std::move(message));
    return false;
  }
  message += ", found " + Shown(Text()) + DidYouMean(near);
  Diagnostic& error = Error(DiagnosticKind::kSyntaxError, Peek().range, std::move(message));
  if (!near.empty()) error.AddFixIt(Peek().range, std::move(near));
  return false;
}

bool TokenCursor::UnexpectedInList(std::string_view end, WordList words) {
  bool next_element =
      NextStartsLine() && (Peek().kind == TokenKind::kWord || Peek().kind == TokenKind::kQuotedName);
  std::string expected = "',' or '" + std::string(end) + "'";
  if (!next_element || !Closest(words).empty()) return Unexpected(expected, words);
  Error(DiagnosticKind::kSyntaxError, EndOfLast(), "expected " + expected).AddFixIt(EndOfLast(), ",");
  return false;
}

void TokenCursor::SkipElement(std::size_t element) {
  position_ = element;
  for (int depth = 0; !AtEnd(); ++position_) {
    if (NextIs("(")) ++depth;
    if (depth == 0 && NextIsOneOf({",", ")"})) return;
    if (NextIs(")")) --depth;
  }
}

void TokenCursor::SkipParentheses() {
  int depth = 0;
  do {
    if (NextIs("(")) ++depth;
    if (NextIs(")")) --depth;
    Take();
  } while (depth > 0 && !AtEnd());
}

}  // namespace instar::compiler::sql
