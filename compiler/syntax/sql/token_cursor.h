// The tokens of one statement, read from left to right.
#ifndef INSTAR_COMPILER_SYNTAX_SQL_TOKEN_CURSOR_H_
#define INSTAR_COMPILER_SYNTAX_SQL_TOKEN_CURSOR_H_

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/source.h"
#include "compiler/syntax/reporter.h"
#include "compiler/syntax/token.h"

namespace instar::compiler::sql {

// Whose spelling is read: the portable language's, or what SQLite keeps in its schema table.
enum class Spelling { kPortable, kSqlite };

using WordList = std::initializer_list<std::string_view>;

// All parsing functions take the cursor, fill a part of the tree and return whether they understood it. If
// not, they reported why, and nobody else reports the same again.
class TokenCursor {
 public:
  // The tokens are not empty, and their parentheses are balanced.
  TokenCursor(std::string_view file_text, const std::vector<Token>& tokens, Reporter* reporter,
              Spelling spelling);

  bool AtEnd() const { return position_ >= tokens_.size(); }
  std::size_t position() const { return position_; }
  Spelling spelling() const { return spelling_; }

  // Behind the last token: kEnd, with an empty range.
  const Token& Peek(std::size_t ahead = 0) const {
    return position_ + ahead < tokens_.size() ? tokens_[position_ + ahead] : end_;
  }
  std::string_view TextOf(const Token& token) const {
    return file_text_.substr(token.range.begin, token.range.size());
  }
  std::string_view Text(std::size_t ahead = 0) const { return TextOf(Peek(ahead)); }

  // A word in any case (given in lower case), or punctuation.
  bool IsText(const Token& token, std::string_view text) const;
  bool NextIs(std::string_view text, std::size_t ahead = 0) const { return IsText(Peek(ahead), text); }
  bool NextIsOneOf(WordList texts, std::size_t ahead = 0) const;
  bool NextAre(WordList texts) const;
  bool NextStartsLine() const;

  Token Take();
  bool TakeIf(std::string_view text);
  bool TakeIfAll(WordList texts);
  // `where`: "after 'create'".
  [[nodiscard]] bool Expect(std::string_view text, std::string_view where);

  // The place behind the last token that was taken.
  SourceRange EndOfLast() const;
  // From a token's place to the last token that was taken.
  SourceRange RangeFrom(SourceRange first) const;

  Diagnostic& Error(DiagnosticKind kind, SourceRange range, std::string message) {
    return reporter_->Error(kind, range, std::move(message));
  }
  // Both report that something else comes next than `expected` ("a name"), and return false. With the words
  // that are meant by `expected`, a misspelt one is recognised.
  bool Unexpected(std::string_view expected);
  bool Unexpected(std::string_view expected, WordList words);
  // The same where a list goes on or ends with `end`.
  bool UnexpectedInList(std::string_view end, WordList words);

  // Whether the last thing that was unexpected was a `,`: where the list's elements begin and end is
  // anybody's guess from there on.
  bool LostInList() const { return lost_in_list_; }
  // To the end of the list's element that begins at `element`: its `,`, the list's `)`, or the end.
  void SkipElement(std::size_t element);
  // Behind the `)` of the `(` that comes next.
  void SkipParentheses();

 private:
  // The one of the words that the next token was meant to be, or empty.
  std::string Closest(WordList words) const;

  std::string_view file_text_;
  const std::vector<Token>& tokens_;
  Reporter* reporter_;
  Spelling spelling_;
  std::size_t position_ = 0;
  bool lost_in_list_ = false;
  Token end_;
};

}  // namespace instar::compiler::sql

#endif  // INSTAR_COMPILER_SYNTAX_SQL_TOKEN_CURSOR_H_
