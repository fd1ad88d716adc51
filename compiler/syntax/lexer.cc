#include "compiler/syntax/lexer.h"

#include <algorithm>
#include <string>

#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kTwoLetterOperators[] = {"<=", ">=", "<>", "!=", "==", "||", "<<", ">>", "::"};
// Of one letter, whatever follows: nearly all there are.
constexpr std::string_view kNeverOperators = "(),;.{}";
constexpr std::string_view kOneLetterTokens = "(),;.+-*/%<>=&|~:{}";

// What to say of a token that only some databases understand.
std::string NotPortable(std::string_view what, std::string_view advice) {
  return std::string(what) + " is not portable SQL" + std::string(advice);
}

// Whether a clause or statement may begin behind `text`.
bool IsBeforeClauses(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text.empty() || text == kByteOrderMark ||
         std::string_view("\n;{},").find(text.back()) != std::string_view::npos;
}

// How far the end of a name in brackets is looked for.
constexpr std::size_t kLongestName = 128;

constexpr std::string_view kUseQuotes =
    "; write names in \"double quotes\", or use an 'on DIALECT { }' block";
constexpr std::string_view kUseDashes = "; use an 'on DIALECT { }' block, or '--' for a comment";
constexpr std::string_view kUseBlock = "; use an 'on DIALECT { }' block";

}  // namespace

Lexer::Lexer(std::string_view text, FileId file, Reporter* reporter, LexerNames names)
    : text_(text), file_(file), reporter_(reporter), names_(names) {
  bool marked = text.substr(0, kByteOrderMark.size()) == kByteOrderMark;
  position_ = marked ? static_cast<std::uint32_t>(kByteOrderMark.size()) : 0;
  at_ = position_;
}

const Lexeme& Lexer::Peek() {
  if (!peeked_) {
    at_ = position_;
    LexToken();
    peeked_ = lexeme_;
  }
  return *peeked_;
}

Lexeme Lexer::Take() {
  Lexeme taken = Peek();
  MoveTo(taken.token.range.end);
  return taken;
}

void Lexer::MoveTo(std::uint32_t position) {
  position_ = position;
  peeked_.reset();
}

void Lexer::LoseRest() {
  lost_ = true;
  MoveTo(static_cast<std::uint32_t>(text_.size()));
}

bool Lexer::Is(const Lexeme& lexeme, std::string_view lower_word) const {
  return lexeme.token.kind == TokenKind::kWord && IsWord(TextOf(lexeme.token), lower_word);
}

bool Lexer::NextIs(char c) {
  at_ = position_;
  QuietScope quiet(reporter_);
  return SkipSpace() && at_ < text_.size() && text_[at_] == c;
}

bool Lexer::TakeIf(char c) {
  bool found = NextIs(c);
  if (found) MoveTo(at_ + 1);
  return found;
}

Name Lexer::TakeId() {
  at_ = position_;
  // A comment that is wrong is reported by whoever looks at the next token.
  QuietScope quiet(reporter_);
  bool clean = SkipSpace();
  std::uint32_t begin = clean ? at_ : position_;
  std::uint32_t end = begin;
  while (clean && end < text_.size() && !IsSpace(text_[end]) &&
         std::string_view(",;\"'").find(text_[end]) == std::string_view::npos) {
    ++end;
  }
  MoveTo(end);
  return {Range(begin, end), std::string(text_.substr(begin, end - begin))};
}

std::optional<Text> Lexer::TakeString(char quote) {
  at_ = position_;
  SkipSpace();
  begin_ = at_++;
  Text text;
  for (; at_ < text_.size() && text_[at_] != '\n'; ++at_) {
    if (text_[at_] == quote && At(++at_) != quote) {
      MoveTo(at_);
      text.range = Range(begin_, at_);
      return text;
    }
    text.value.push_back(text_[at_]);
  }
  reporter_->Error(DiagnosticKind::kUnterminated, begin_, begin_ + 1, "this string does not end on its line");
  MoveTo(at_);
  return std::nullopt;
}

bool Lexer::SkipSpace() {
  while (at_ < text_.size()) {
    if (IsSpace(text_[at_])) {
      if (text_[at_] == '\n') lexeme_.starts_line = true;
      ++at_;
    } else if (text_[at_] == '-' && At(at_ + 1) == '-') {
      at_ = static_cast<std::uint32_t>(std::min(text_.find('\n', at_), text_.size()));
    } else if (text_[at_] == '/' && At(at_ + 1) == '*') {
      if (!SkipBlockComment()) return false;
    } else if ((text_[at_] != '#' && text_[at_] != '/') || !SkipForeignComment()) {
      break;
    }
  }
  return true;
}

// `# text` where no operator can stand, and `// text`.
bool Lexer::SkipForeignComment() {
  bool slashes = text_[at_] == '/' && At(at_ + 1) == '/';
  if (!slashes && (text_[at_] != '#' || !IsBeforeClauses(text_.substr(0, at_)))) return false;
  std::uint32_t size = slashes ? 2 : 1;
  if (at_ >= foreign_comments_end_) {
    foreign_comments_end_ = at_ + size;
    reporter_
        ->ErrorOfAnyTime(DiagnosticKind::kSyntaxError, Range(at_, at_ + size), "a comment begins with '--'")
        .AddFixIt(Range(at_, at_ + size), "--");
  }
  at_ = static_cast<std::uint32_t>(std::min(text_.find('\n', at_), text_.size()));
  return true;
}

bool Lexer::SkipBlockComment() {
  begin_ = at_;
  std::size_t end = text_.find("*/", at_ + 2);
  if (end == std::string_view::npos) {
    FailUnterminated("comment", 2);
    return false;
  }
  std::size_t inner = text_.substr(0, end).find("/*", at_ + 2);
  at_ = static_cast<std::uint32_t>(end) + 2;
  if (inner == std::string_view::npos) return true;
  Fail(DiagnosticKind::kNestedComment, "");
  auto place = static_cast<std::uint32_t>(inner);
  reporter_
      ->Error(DiagnosticKind::kNestedComment, place, place + 2,
              "'/*' inside a comment: comments do not nest, so this one ends at the first '*/'")
      .AddNote(Range(begin_, begin_ + 2), "the comment begins here");
  return false;
}

void Lexer::LexToken() {
  lexeme_ = Lexeme{};
  lexeme_.starts_line = at_ == 0;
  if (reporter_->stopped()) at_ = static_cast<std::uint32_t>(text_.size());
  if (!SkipSpace()) return;
  begin_ = at_;
  if (at_ == text_.size()) return Finish(TokenKind::kEnd);
  char c = text_[at_];
  if (IsWordStart(c)) return LexWord();
  if (IsDigit(c) || (c == '.' && IsDigit(At(at_ + 1)))) return LexNumber();
  if (c == '\'') return LexQuoted(c, TokenKind::kString, "string");
  if (c == '"') return LexQuoted(c, TokenKind::kQuotedName, "quoted name");
  LexPunctuation();
}

void Lexer::LexWord() {
  while (IsWordPart(At(at_))) ++at_;
  if (IsPrefixedString()) return LexBlob();
  if (At(at_) == '$') {
    while (IsWordPart(At(at_)) || At(at_) == '$') ++at_;
    if (names_ == LexerNames::kSqlite) return Finish(TokenKind::kWord);
    return Fail(DiagnosticKind::kNotPortableToken, NotPortable("'$' in a name", kUseQuotes));
  }
  Finish(TokenKind::kWord);
}

// x'00', and forms of other databases: e'\n', b'01', n'text', u&'text'. SQLite would read those as two words.
bool Lexer::IsPrefixedString() const {
  std::string_view word = text_.substr(begin_, at_ - begin_);
  if (word.size() != 1) return false;
  char letter = LowerLetter(word[0]);
  if (letter == 'u') return At(at_) == '&' && (At(at_ + 1) == '\'' || At(at_ + 1) == '"');
  return At(at_) == '\'' && std::string_view("xebn").find(letter) != std::string_view::npos;
}

void Lexer::LexBlob() {
  bool blob = LowerLetter(text_[begin_]) == 'x';
  std::string prefix(text_.substr(begin_, 1));
  if (At(at_) == '&') ++at_;
  std::uint32_t first = at_ + 1;
  LexQuoted(text_[at_], TokenKind::kBlob, "string");
  if (lexeme_.bad) return;
  if (!blob) {
    return Fail(DiagnosticKind::kNotPortableToken,
                NotPortable("a string with the prefix '" + prefix + "'", kUseBlock));
  }
  std::string_view digits = text_.substr(first, at_ - 1 - first);
  if (digits.size() % 2 != 0 || !std::all_of(digits.begin(), digits.end(), IsHexDigit)) {
    Fail(DiagnosticKind::kSyntaxError, "a blob is an even number of hexadecimal digits");
  }
}

void Lexer::LexNumber() {
  if (text_[at_] == '0' && LowerLetter(At(at_ + 1)) == 'x' && IsHexDigit(At(at_ + 2))) {
    at_ += 2;
    while (IsHexDigit(At(at_))) ++at_;
  } else {
    while (IsDigit(At(at_))) ++at_;
    if (At(at_) == '.') ++at_;
    while (IsDigit(At(at_))) ++at_;
    std::uint32_t exponent = At(at_ + 1) == '+' || At(at_ + 1) == '-' ? at_ + 2 : at_ + 1;
    if (LowerLetter(At(at_)) == 'e' && IsDigit(At(exponent))) {
      at_ = exponent;
      while (IsDigit(At(at_))) ++at_;
    }
  }
  if (!IsWordPart(At(at_))) return Finish(TokenKind::kNumber);
  while (IsWordPart(At(at_))) ++at_;
  Fail(DiagnosticKind::kSyntaxError, "'" + std::string(text_.substr(begin_, std::min(at_ - begin_, 80u))) +
                                         "' is neither a number nor a name");
}

void Lexer::LexQuoted(char quote, TokenKind kind, const char* what) {
  std::uint32_t end = EndOfQuotes(at_, quote);
  if (end == 0) return FailUnterminated(what, at_ + 1 - begin_);
  at_ = end;
  Finish(kind);
}

// Behind the closing quote of what is opened at `begin`, or 0.
std::uint32_t Lexer::EndOfQuotes(std::uint32_t begin, char quote) const {
  std::size_t at = begin;
  for (;;) {
    at = text_.find(quote, at + 1);
    if (at == std::string_view::npos) return 0;
    if (at + 1 == text_.size() || text_[at + 1] != quote) return static_cast<std::uint32_t>(at) + 1;
    ++at;
  }
}

bool Lexer::LexSqliteName() {
  if (text_[at_] == '`') {
    LexQuoted('`', TokenKind::kQuotedName, "quoted name");
    return true;
  }
  std::size_t close = text_[at_] == '[' ? text_.find(']', at_) : std::string_view::npos;
  if (close == std::string_view::npos) return false;
  at_ = static_cast<std::uint32_t>(close) + 1;
  Finish(TokenKind::kQuotedName);
  return true;
}

void Lexer::LexPunctuation() {
  if (kNeverOperators.find(text_[at_]) != std::string_view::npos) {
    ++at_;
    return Finish(TokenKind::kPunctuation);
  }
  if (names_ == LexerNames::kSqlite && LexSqliteName()) return;
  std::string_view rest = text_.substr(at_);
  for (std::string_view token : {std::string_view("->>"), std::string_view("->")}) {
    if (rest.substr(0, token.size()) == token) {
      at_ += static_cast<std::uint32_t>(token.size());
      return Finish(TokenKind::kPunctuation);
    }
  }
  for (std::string_view token : kTwoLetterOperators) {
    if (rest.substr(0, 2) == token) {
      at_ += 2;
      return Finish(TokenKind::kPunctuation);
    }
  }
  if (kOneLetterTokens.find(rest[0]) == std::string_view::npos) return LexNotPortable();
  ++at_;
  Finish(TokenKind::kPunctuation);
}

// Takes what the other databases would, so that what is inside does not end the statement.
void Lexer::LexNotPortable() {
  char c = text_[at_];
  if (c == '[' || c == '`') {
    std::string_view near = text_.substr(at_ + 1, kLongestName);
    std::size_t close = near.substr(0, near.find('\n')).find(c == '[' ? ']' : '`');
    at_ += close == std::string_view::npos ? 1 : static_cast<std::uint32_t>(close) + 2;
    return Fail(DiagnosticKind::kNotPortableToken,
                NotPortable(c == '[' ? "a name in brackets" : "a name in backticks", kUseQuotes));
  }
  if (c == '$') {
    return LexDollar();
  }
  ++at_;
  if (c == '?' || c == '@') {
    return Fail(DiagnosticKind::kNotPortableToken,
                "a migration has no parameters to bind: '" + std::string(1, c) + "' has no meaning here");
  }
  if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
    return Fail(DiagnosticKind::kSyntaxError, "a control character has no meaning here");
  }
  std::string_view advice = c == '#' ? kUseDashes : kUseBlock;
  Fail(DiagnosticKind::kNotPortableToken, NotPortable("'" + std::string(1, c) + "'", advice));
}

// $tag$ ... $tag$, or whatever else begins with `$`.
void Lexer::LexDollar() {
  std::uint32_t tag_end = at_ + 1;
  while (IsWordPart(At(tag_end))) ++tag_end;
  if (At(tag_end) != '$' || IsDigit(At(at_ + 1))) {
    ++at_;
    return Fail(DiagnosticKind::kNotPortableToken, NotPortable("'$'", kUseBlock));
  }
  std::string_view tag = text_.substr(at_, tag_end + 1 - at_);
  std::size_t close = text_.find(tag, tag_end + 1);
  if (close == std::string_view::npos) {
    return FailUnterminated("dollar-quoted string", static_cast<std::uint32_t>(tag.size()));
  }
  at_ = static_cast<std::uint32_t>(close + tag.size());
  Fail(DiagnosticKind::kNotPortableToken, NotPortable("a dollar-quoted string", kUseBlock));
}

void Lexer::Finish(TokenKind kind) { lexeme_.token = {kind, Range(begin_, at_)}; }

// An empty message: the caller reports.
void Lexer::Fail(DiagnosticKind kind, std::string message) {
  Finish(TokenKind::kPunctuation);
  lexeme_.bad = true;
  if (!message.empty()) reporter_->Error(kind, begin_, at_, std::move(message));
}

void Lexer::FailUnterminated(const char* what, std::uint32_t opener_size) {
  reporter_->Error(DiagnosticKind::kUnterminated, begin_, begin_ + opener_size,
                   std::string("this ") + what + " never ends");
  at_ = static_cast<std::uint32_t>(text_.size());
  Finish(TokenKind::kEnd);
  lexeme_.bad = true;
  lost_ = true;
}

}  // namespace instar::compiler
