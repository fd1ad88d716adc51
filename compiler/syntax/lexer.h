// The portable language as tokens, one at a time.
#ifndef INSTAR_COMPILER_SYNTAX_LEXER_H_
#define INSTAR_COMPILER_SYNTAX_LEXER_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "compiler/source/source.h"
#include "compiler/syntax/reporter.h"
#include "compiler/syntax/syntax_tree.h"
#include "compiler/syntax/token.h"

namespace instar::compiler {

struct Lexeme {
  Token token;
  bool bad = false;  // already reported; what stands here cannot be trusted
  bool starts_line = false;
};

// Which quotes stand round names: "x" alone, or all that SQLite knows, [x] and `x`.
enum class LexerNames { kPortable, kSqlite };

// What a text means depends on where it stands (ids, header strings, raw blocks), so the parser pulls: either
// the next token, or one of the other forms from where the last token ended.
class Lexer {
 public:
  Lexer(std::string_view text, FileId file, Reporter* reporter, LexerNames names = LexerNames::kPortable);

  // The next token; kEnd for ever at the end of the file, or when the file has too many errors.
  const Lexeme& Peek();
  Lexeme Take();

  // Whether `c` comes next, after space and comments.
  bool NextIs(char c);
  // Takes it if it does.
  bool TakeIf(char c);
  // An id: everything up to a space, `,`, `;` or quote. May be empty.
  Name TakeId();
  // A string in `quote`s on one line, at whose quote the lexer stands. Nothing, and an error, when it does
  // not end; then the rest of the line is skipped.
  std::optional<Text> TakeString(char quote);

  // Where the last token ended.
  std::uint32_t position() const { return position_; }
  void MoveTo(std::uint32_t position);
  // Something that never ends swallowed the rest of the file, so its end says nothing.
  bool lost() const { return lost_; }
  void LoseRest();

  std::string_view file_text() const { return text_; }
  std::string_view TextOf(const Token& token) const {
    return text_.substr(token.range.begin, token.range.size());
  }
  bool Is(const Lexeme& lexeme, std::string_view lower_word) const;
  bool IsPunctuation(const Lexeme& lexeme, std::string_view text) const {
    // The first letter tells nearly all apart.
    return lexeme.token.kind == TokenKind::kPunctuation && text_[lexeme.token.range.begin] == text[0] &&
           TextOf(lexeme.token) == text;
  }
  SourceRange Range(std::uint32_t begin, std::uint32_t end) const { return {file_, begin, end}; }

 private:
  char At(std::uint32_t position) const { return position < text_.size() ? text_[position] : '\0'; }
  // Each lexes what begins at at_ and moves at_ behind it.
  bool SkipSpace();
  bool SkipBlockComment();
  bool SkipForeignComment();
  void LexToken();
  void LexWord();
  void LexNumber();
  void LexQuoted(char quote, TokenKind kind, const char* what);
  void LexBlob();
  void LexPunctuation();
  bool LexSqliteName();
  void LexNotPortable();
  void LexDollar();
  bool IsPrefixedString() const;
  std::uint32_t EndOfQuotes(std::uint32_t begin, char quote) const;

  void Finish(TokenKind kind);
  void Fail(DiagnosticKind kind, std::string message);
  void FailUnterminated(const char* what, std::uint32_t opener_size);

  std::string_view text_;
  FileId file_;
  Reporter* reporter_;
  LexerNames names_;
  std::uint32_t position_;
  std::uint32_t at_;
  std::uint32_t begin_ = 0;  // of the token being lexed
  // The end of the last `#` or `//` that was reported: the same text may be looked at more than once.
  std::uint32_t foreign_comments_end_ = 0;
  std::optional<Lexeme> peeked_;
  Lexeme lexeme_;
  bool lost_ = false;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_LEXER_H_
