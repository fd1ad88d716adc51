// PostgreSQL: 'x' with standard strings, e'\'', "x", u&'x', $tag$x$tag$; `--` and nested `/* */` comments.
#include <algorithm>

#include "compiler/syntax/raw_token.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

// Vertical tabs are space since PostgreSQL 16 and errors before.
bool IsPostgresqlSpace(char c) { return IsSpace(c) || c == '\v'; }

class Scanner {
 public:
  Scanner(std::string_view text, std::uint32_t at) : text_(text), at_(at) {}

  RawToken Next() {
    if (!SkipSpace()) return {RawTokenKind::kUnterminated, begin_, begin_ + 2};
    begin_ = at_;
    if (at_ >= text_.size()) return {RawTokenKind::kEnd, at_, at_};
    char c = text_[at_];
    if (c == '\'' || c == '"') return Quoted(false);
    if (c == '$') return DollarQuoteOrOther();
    if (IsDigit(c)) return Number();
    if (IsWordStart(c)) return WordOrPrefixedString();
    ++at_;
    return {KindOfCharacter(c), begin_, at_};
  }

 private:
  char At(std::uint32_t position) const { return position < text_.size() ? text_[position] : '\0'; }
  RawToken Token(RawTokenKind kind) const { return {kind, begin_, at_}; }

  bool SkipSpace() {
    while (at_ < text_.size()) {
      if (IsPostgresqlSpace(text_[at_])) {
        ++at_;
      } else if (At(at_) == '-' && At(at_ + 1) == '-') {
        SkipLine();
      } else if (At(at_) == '/' && At(at_ + 1) == '*') {
        if (!SkipComment()) return false;
      } else {
        break;
      }
    }
    return true;
  }

  void SkipLine() {
    at_ = static_cast<std::uint32_t>(std::min(text_.find_first_of("\r\n", at_), text_.size()));
  }

  bool SkipComment() {
    begin_ = at_;
    int depth = 0;
    while (at_ < text_.size()) {
      bool opens = text_[at_] == '/' && At(at_ + 1) == '*';
      bool closes = text_[at_] == '*' && At(at_ + 1) == '/';
      at_ += opens || closes ? 2 : 1;
      if (opens) ++depth;
      if (closes && --depth == 0) return true;
    }
    return false;
  }

  // at_ stands at the quote; begin_ may lie before it, at a prefix.
  RawToken Quoted(bool backslashes) {
    std::uint32_t opener_end = at_ + 1;
    char quote = text_[at_++];
    for (;; ++at_) {
      if (at_ >= text_.size()) return {RawTokenKind::kUnterminated, begin_, opener_end};
      if (backslashes && text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == quote && At(at_ + 1) == quote) {
        ++at_;
      } else if (text_[at_] == quote) {
        ++at_;
        if (!backslashes || !SkipToContinuation()) return Token(RawTokenKind::kQuoted);
      }
    }
  }

  // A string goes on in the next quotes when only space with a line's end lies between, and its backslashes
  // mean there what they meant before. Moves to the opening quote.
  bool SkipToContinuation() {
    std::uint32_t end = at_;
    bool new_line = false;
    while (at_ < text_.size()) {
      if (IsPostgresqlSpace(text_[at_])) {
        new_line = new_line || text_[at_] == '\n' || text_[at_] == '\r';
        ++at_;
      } else if (text_[at_] == '-' && At(at_ + 1) == '-') {
        SkipLine();
      } else {
        break;
      }
    }
    if (new_line && At(at_) == '\'') return true;
    at_ = end;
    return false;
  }

  RawToken DollarQuoteOrOther() {
    std::uint32_t tag_end = at_ + 1;
    while (IsWordPart(At(tag_end))) ++tag_end;
    bool parameter = IsDigit(At(at_ + 1));
    if (parameter || At(tag_end) != '$') {
      at_ = parameter ? tag_end : at_ + 1;
      return Token(RawTokenKind::kOther);
    }
    std::string_view tag = text_.substr(at_, tag_end + 1 - at_);
    std::size_t close = text_.find(tag, tag_end + 1);
    if (close == std::string_view::npos) return {RawTokenKind::kUnterminated, at_, tag_end + 1};
    at_ = static_cast<std::uint32_t>(close + tag.size());
    return Token(RawTokenKind::kQuoted);
  }

  // Letters behind it belong to another word, and a dollar begins a quote: 1e5, 1$$x$$.
  RawToken Number() {
    while (IsDigit(At(at_)) || At(at_) == '.') ++at_;
    return Token(RawTokenKind::kOther);
  }

  RawToken WordOrPrefixedString() {
    while (IsWordPart(At(at_)) || At(at_) == '$') ++at_;
    char letter = at_ - begin_ == 1 ? LowerLetter(text_[begin_]) : '\0';
    if (letter == 'e' && At(at_) == '\'') return Quoted(true);
    bool unicode = letter == 'u' && At(at_) == '&' && (At(at_ + 1) == '\'' || At(at_ + 1) == '"');
    if (!unicode) return Token(RawTokenKind::kWord);
    ++at_;
    return Quoted(false);
  }

  std::string_view text_;
  std::uint32_t at_;
  std::uint32_t begin_ = 0;
};

}  // namespace

RawToken NextPostgresqlToken(std::string_view text, std::uint32_t at) { return Scanner(text, at).Next(); }

}  // namespace instar::compiler
