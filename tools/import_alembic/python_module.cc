#include "tools/import_alembic/python_module.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"

namespace instar::tools {
namespace {

enum class Kind { kName, kString, kPunctuation, kLineEnd, kEnd };

struct PythonToken {
  Kind kind = Kind::kEnd;
  std::string text;  // of a string its value
  bool indented = false;
  std::uint32_t line = 0;
};

bool IsNameStart(char c) {
  return absl::ascii_isalpha(static_cast<unsigned char>(c)) || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool IsNamePart(char c) { return IsNameStart(c) || absl::ascii_isdigit(static_cast<unsigned char>(c)); }

void AppendUtf8(std::uint32_t code, std::string* out) {
  const auto add = [out](std::uint32_t byte) { out->push_back(static_cast<char>(byte)); };
  if (code < 0x80) return add(code);
  if (code < 0x800) {
    add(0xC0 | code >> 6);
  } else if (code < 0x10000) {
    add(0xE0 | code >> 12);
    add(0x80 | (code >> 6 & 0x3F));
  } else {
    add(0xF0 | code >> 18);
    add(0x80 | (code >> 12 & 0x3F));
    add(0x80 | (code >> 6 & 0x3F));
  }
  add(0x80 | (code & 0x3F));
}

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : text_(text) {}

  // Nothing when something does not end.
  std::optional<std::vector<PythonToken>> Run() {
    while (at_ < text_.size()) {
      if (!Step()) return std::nullopt;
    }
    if (depth_ > 0) return std::nullopt;
    Add(Kind::kLineEnd, "");
    Add(Kind::kEnd, "");
    return std::move(tokens_);
  }

 private:
  bool Step() {
    const char c = text_[at_];
    if (c == '\n') return EndLine();
    if (c == ' ' || c == '\t' || c == '\r' || c == '\f') return Skip(1);
    if (c == '\\' && At(1) == '\n') return ++line_, Skip(2);
    if (c == '\\' && At(1) == '\r' && At(2) == '\n') return ++line_, Skip(3);
    if (c == '#') return Skip(std::min(text_.find('\n', at_), text_.size()) - at_);
    if (c == '"' || c == '\'') return TakeString("");
    if (IsNameStart(c)) return TakeName();
    if (c == '(' || c == '[' || c == '{') ++depth_;
    if (c == ')' || c == ']' || c == '}') depth_ = std::max(depth_ - 1, 0);
    Add(Kind::kPunctuation, std::string(1, c));
    return Skip(1);
  }

  bool EndLine() {
    if (depth_ == 0) Add(Kind::kLineEnd, "");
    ++line_;
    line_start_ = at_ + 1;
    return Skip(1);
  }

  bool TakeName() {
    std::size_t end = at_;
    while (end < text_.size() && IsNamePart(text_[end])) ++end;
    const std::string name(text_.substr(at_, end - at_));
    const char next = end < text_.size() ? text_[end] : '\0';
    if ((next == '"' || next == '\'') && name.size() <= 2) {
      at_ = end;
      return TakeString(absl::AsciiStrToLower(name));
    }
    Add(Kind::kName, name);
    at_ = end;
    return true;
  }

  bool TakeString(const std::string& prefix) {
    const bool raw = prefix.find('r') != std::string::npos;
    const char quote = text_[at_];
    const bool triple = At(1) == quote && At(2) == quote;
    const std::string_view closing = triple ? text_.substr(at_, 3) : text_.substr(at_, 1);
    const std::uint32_t line = line_;
    std::string value;
    for (at_ += closing.size(); at_ < text_.size();) {
      if (text_.substr(at_, closing.size()) == closing) {
        at_ += closing.size();
        Add(Kind::kString, std::move(value));
        tokens_.back().line = line;
        // What is computed is no literal.
        if (prefix.find_first_of("fb") != std::string::npos) tokens_.back().kind = Kind::kPunctuation;
        return true;
      }
      if (text_[at_] == '\n') {
        if (!triple) return false;
        ++line_;
      }
      if (text_[at_] == '\\') {
        TakeEscape(raw, &value);
      } else {
        value += text_[at_++];
      }
    }
    return false;
  }

  void TakeEscape(bool raw, std::string* value) {
    const char c = At(1);
    if (raw) {
      value->append(text_.substr(at_, 2));
      at_ += 2;
      return;
    }
    at_ += 2;
    if (c == '\n') {
      ++line_;
    } else if (c == 'x' || c == 'u' || c == 'U') {
      TakeCode(c == 'x' ? 2 : c == 'u' ? 4 : 8, value);
    } else {
      const std::string_view from = "abfnrtv";
      const std::size_t known = from.find(c);
      if (known != std::string_view::npos) {
        *value += "\a\b\f\n\r\t\v"[known];
      } else {
        if (c != '\\' && c != '\'' && c != '"') *value += '\\';
        if (c != '\0') *value += c;
      }
    }
  }

  void TakeCode(std::size_t digits, std::string* value) {
    std::uint32_t code = 0;
    for (std::size_t i = 0; i < digits && at_ < text_.size(); ++i, ++at_) {
      const auto c = static_cast<unsigned char>(text_[at_]);
      if (!absl::ascii_isxdigit(c)) break;
      code = code * 16 +
             static_cast<std::uint32_t>(absl::ascii_isdigit(c) ? c - '0' : absl::ascii_tolower(c) - 'a' + 10);
    }
    AppendUtf8(code > 0x10FFFF ? 0xFFFD : code, value);
  }

  char At(std::size_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool Skip(std::size_t count) {
    at_ += count;
    return true;
  }
  void Add(Kind kind, std::string text) {
    const bool indented =
        line_start_ < text_.size() && (text_[line_start_] == ' ' || text_[line_start_] == '\t');
    tokens_.push_back({kind, std::move(text), indented, line_});
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  std::uint32_t line_ = 1;
  int depth_ = 0;
  std::vector<PythonToken> tokens_;
};

bool Is(const PythonToken& token, std::string_view punctuation) {
  return token.kind == Kind::kPunctuation && token.text == punctuation;
}

bool IsBracket(const PythonToken& token) {
  return token.kind == Kind::kPunctuation &&
         std::string_view("()[]{}").find(token.text) != std::string_view::npos;
}

bool IsNone(const PythonToken& token) { return token.kind == Kind::kName && token.text == "None"; }

// tokens[begin, end) behind the `=`.
PythonValue ReadValue(const std::vector<PythonToken>& tokens, std::size_t begin, std::size_t end) {
  PythonValue value;
  value.line = tokens[begin].line;
  bool after_string = false;
  for (std::size_t i = begin; i < end; ++i) {
    const PythonToken& token = tokens[i];
    if (token.kind == Kind::kString) {
      // Strings side by side are one.
      if (after_string) {
        value.strings.back() += token.text;
      } else {
        value.strings.push_back(token.text);
      }
    } else if (!Is(token, ",") && !IsBracket(token) && !IsNone(token)) {
      return value;
    }
    after_string = token.kind == Kind::kString;
  }
  value.is_literal = true;
  return value;
}

// The statement tokens[begin, end), which stands at the top level.
void ReadStatement(const std::vector<PythonToken>& tokens, std::size_t begin, std::size_t end,
                   PythonModule* module) {
  if (end - begin < 3 || tokens[begin].kind != Kind::kName) return;
  std::size_t equals = begin + 1;
  if (Is(tokens[equals], ":")) {
    // An annotation; what stands in its brackets may hold an `=` only inside of a call, which none has.
    while (equals < end && !Is(tokens[equals], "=")) ++equals;
  }
  if (equals + 1 >= end || !Is(tokens[equals], "=") || Is(tokens[equals + 1], "=")) return;
  module->assignments[tokens[begin].text] = ReadValue(tokens, equals + 1, end);
}

}  // namespace

std::optional<PythonModule> ReadPythonModule(std::string_view text) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  const std::optional<std::vector<PythonToken>> tokens = Tokenizer(text).Run();
  if (!tokens) return std::nullopt;
  PythonModule module;
  bool first = true;
  for (std::size_t begin = 0; begin < tokens->size();) {
    std::size_t end = begin;
    while ((*tokens)[end].kind != Kind::kLineEnd && (*tokens)[end].kind != Kind::kEnd) ++end;
    if (end > begin) {
      if (first && (*tokens)[begin].kind == Kind::kString) module.docstring = (*tokens)[begin].text;
      first = false;
      if (!(*tokens)[begin].indented) ReadStatement(*tokens, begin, end, &module);
    }
    begin = end + 1;
  }
  return module;
}

}  // namespace instar::tools
