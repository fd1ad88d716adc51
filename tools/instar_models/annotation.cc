#include "tools/instar_models/annotation.h"

#include <algorithm>
#include <array>

namespace instar::models {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Where a quote inside quotes is doubled (in SQL), and where it has a backslash before it.
enum class Language { kSql, kCpp };

// The end of the literal or quoted name that begins here.
std::size_t EndOfQuoted(std::string_view text, std::size_t begin, Language language) {
  const char quote = text[begin];
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    const bool is_doubled = text[at] == quote && at + 1 < text.size() && text[at + 1] == quote;
    if (language == Language::kCpp ? text[at] == '\\' : is_doubled) {
      ++at;
    } else if (text[at] == quote) {
      return at + 1;
    }
  }
  return text.size();
}

// What stands between the quotes.
std::string Unquoted(std::string_view quoted) {
  std::string text;
  for (std::size_t at = 1; at + 1 < quoted.size(); ++at) {
    text += quoted[at];
    if (quoted[at] == '"') ++at;
  }
  return text;
}

bool IsTypeWord(std::string_view word) {
  static constexpr std::array<std::string_view, 18> kTypes = {
      "smallint", "integer", "bigint", "boolean", "real", "double",    "float", "decimal", "numeric",
      "char",     "varchar", "text",   "blob",    "date", "timestamp", "time",  "uuid",    "json"};
  return std::find(kTypes.begin(), kTypes.end(), word) != kTypes.end();
}

}  // namespace

std::vector<Word> TopLevelWords(std::string_view text) {
  std::vector<Word> words;
  int depth = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char c = text[at];
    if (c == '\'' || c == '"') {
      at = EndOfQuoted(text, begin, Language::kSql);
      if (depth == 0 && c == '"') words.push_back({Unquoted(text.substr(begin, at - begin)), true});
    } else if (IsWordByte(c)) {
      Word word;
      for (; at < text.size() && IsWordByte(text[at]); ++at) word.text += Lower(text[at]);
      if (depth == 0) words.push_back(std::move(word));
    } else {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      ++at;
    }
  }
  return words;
}

Piece TrimmedPiece(std::string_view text) {
  Piece piece{0, text.size()};
  while (piece.begin < piece.end && IsSpace(text[piece.begin])) ++piece.begin;
  while (piece.end > piece.begin && IsSpace(text[piece.end - 1])) --piece.end;
  return piece;
}

std::vector<Piece> SplitAtCommas(std::string_view text) {
  std::vector<Piece> pieces(1);
  int depth = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '\'' || c == '"') {
      at = EndOfQuoted(text, at, Language::kCpp);
      continue;
    }
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (c == ',' && depth == 0) {
      pieces.back().end = at;
      pieces.push_back({at + 1, at + 1});
    }
    ++at;
  }
  pieces.back().end = text.size();
  for (Piece& piece : pieces) {
    const Piece trimmed = TrimmedPiece(text.substr(piece.begin, piece.end - piece.begin));
    piece = {piece.begin + trimmed.begin, piece.begin + trimmed.end};
  }
  return pieces;
}

std::string WithoutQuotedParts(std::string_view cpp) {
  std::string text(cpp);
  for (const Piece& piece : SplitAtCommas(cpp)) {
    const std::string_view part = cpp.substr(piece.begin, piece.end - piece.begin);
    const bool is_string = part.size() >= 2 && part[0] == '"' && part.find('\\') == part.npos &&
                           EndOfQuoted(part, 0, Language::kCpp) == part.size();
    if (is_string) text[piece.begin] = text[piece.end - 1] = ' ';
  }
  return text;
}

std::string WithoutComments(std::string_view cpp) {
  std::string text(cpp);
  const auto blank = [&text](std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end; ++at) {
      if (text[at] != '\n') text[at] = ' ';
    }
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = std::string_view(text).substr(at);
    std::size_t end = at + 1;
    if (text[at] == '\'' || text[at] == '"') {
      end = EndOfQuoted(text, at, Language::kCpp);
    } else if (rest.substr(0, 2) == "//") {
      end = std::min(text.find('\n', at), text.size());
      blank(at, end);
    } else if (rest.substr(0, 2) == "/*") {
      const std::size_t close = text.find("*/", at + 2);
      end = close == std::string::npos ? text.size() : close + 2;
      blank(at, end);
    } else if (text[at] == '\r' || rest.substr(0, 2) == "\\\n" || rest.substr(0, 3) == "\\\r\n") {
      blank(at, end);
    }
    at = end;
  }
  return text;
}

ColumnWords ReadColumnWords(std::string_view annotation) {
  ColumnWords read;
  const std::vector<Word> words = TopLevelWords(annotation);
  const auto is = [&words](std::size_t at, std::string_view text) {
    return at < words.size() && !words[at].is_quoted && words[at].text == text;
  };
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (is(at, "transient")) {
      read.is_transient = true;
      continue;
    }
    read.says_more = true;
    const bool has_next = at + 1 < words.size();
    if (is(at, "type") || (at == 0 && !words[at].is_quoted && IsTypeWord(words[at].text))) {
      read.names_type = true;
    } else if (is(at, "primary") && is(at + 1, "key")) {
      read.is_primary_key = true;
    } else if (is(at, "as") && (is(at + 1, "text") || is(at + 1, "integer") || is(at + 1, "enum"))) {
      read.stored_as = words[++at].text;
    } else if (is(at, "column") && has_next) {
      read.column = words[++at].text;
    }
  }
  return read;
}

std::string QuotedName(std::string_view name) {
  std::string quoted = "\"";
  for (const char c : name) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

bool IsPlainName(std::string_view name) {
  return !name.empty() && (name[0] < '0' || name[0] > '9') &&
         std::all_of(name.begin(), name.end(), IsWordByte);
}

}  // namespace instar::models
