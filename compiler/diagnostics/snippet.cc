#include "compiler/diagnostics/snippet.h"

#include <algorithm>
#include <cstdio>

#include "compiler/source/utf8.h"

namespace instar::compiler {
namespace {

constexpr std::size_t kTabStop = 8;
constexpr std::string_view kCut = "...";
// Less of a line tells nothing.
constexpr std::size_t kFewestBytes = 20;

// Controls, spaces that are none to SQL, and marks that reorder or hide what stands around them.
bool IsInvisible(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0xAD || (c >= 0x2000 && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x206F) || c == 0x3000 || c == 0xFEFF;
}

struct Interval {
  char32_t first;
  char32_t last;
};

// Roughly: the scripts and symbols that terminals draw over two columns.
constexpr Interval kWide[] = {{0x1100, 0x115F}, {0x2E80, 0xA4CF}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
                              {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD}};

std::size_t Width(char32_t c) {
  if (c >= 0x300 && c <= 0x36F) return 0;
  bool wide = std::any_of(std::begin(kWide), std::end(kWide),
                          [c](Interval interval) { return c >= interval.first && c <= interval.last; });
  return wide ? 2 : 1;
}

std::string Hexadecimal(const char* format, unsigned value) {
  char buffer[16];
  std::snprintf(buffer, sizeof(buffer), format, value);
  return buffer;
}

// Empty when the character, of `size` bytes, can be shown as it is.
std::string Escaped(std::string_view character, std::size_t size) {
  if (size == 0) return Hexadecimal("<%02X>", static_cast<unsigned char>(character[0]));
  const char32_t c = DecodeCharacter(character, size);
  return IsInvisible(c) ? Hexadecimal("<U+%04X>", static_cast<unsigned>(c)) : "";
}

}  // namespace

std::string Visible(std::string_view text) {
  std::string visible;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = CharacterSize(text.substr(at));
    const std::string_view character = text.substr(at, std::max<std::size_t>(1, size));
    const std::string escaped = Escaped(character, size);
    visible += escaped.empty() ? character : std::string_view(escaped);
    at += character.size();
  }
  return visible;
}

Snippet::Snippet(const SourceSet& sources, SourceRange range, std::size_t columns)
    : line_(sources.Line(range.file, range.begin)) {
  const std::size_t most_bytes = std::max(columns, kFewestBytes + 2 * kCut.size()) - 2 * kCut.size();
  line_begin_ = static_cast<std::uint32_t>(line_.data() - sources.file(range.file).text.data());
  std::size_t end = line_.size();
  if (line_.size() > most_bytes) {
    std::size_t place = std::min<std::size_t>(range.begin - std::min(range.begin, line_begin_), line_.size());
    shown_begin_ = place > most_bytes / 2 ? place - most_bytes / 2 : 0;
    end = std::min(line_.size(), shown_begin_ + most_bytes);
    while (shown_begin_ > 0 && shown_begin_ < place && IsContinuation(line_[shown_begin_])) ++shown_begin_;
    while (end < line_.size() && end > place && IsContinuation(line_[end])) --end;
  }
  if (shown_begin_ > 0) Append(kCut, kCut.size());
  Render(line_.substr(shown_begin_, end - shown_begin_));
  if (end < line_.size()) Append(kCut, kCut.size());
}

void Snippet::Render(std::string_view shown) {
  for (std::size_t at = 0; at < shown.size();) {
    std::size_t size = std::max<std::size_t>(1, CharacterSize(shown.substr(at)));
    columns_.insert(columns_.end(), size, width_);
    AddCharacter(shown.substr(at, size));
    at += size;
  }
  columns_.push_back(width_);
}

void Snippet::AddCharacter(std::string_view character) {
  std::size_t size = CharacterSize(character);
  if (character[0] == '\t') {
    std::string spaces(kTabStop - width_ % kTabStop, ' ');
    return Append(spaces, spaces.size());
  }
  const std::string escaped = Escaped(character, size);
  if (escaped.empty()) return Append(character, Width(DecodeCharacter(character, size)));
  Append(escaped, escaped.size());
}

void Snippet::Append(std::string_view text, std::size_t columns) {
  text_ += text;
  width_ += columns;
}

bool Snippet::Shows(std::uint32_t offset) const {
  std::size_t begin = line_begin_ + shown_begin_;
  return offset >= begin && offset - begin < columns_.size();
}

std::size_t Snippet::ColumnOf(std::uint32_t offset) const {
  std::size_t begin = line_begin_ + shown_begin_;
  std::size_t byte = offset < begin ? 0 : offset - begin;
  return columns_[std::min(byte, columns_.size() - 1)];
}

std::string Snippet::Underline(SourceRange range) const {
  std::size_t first = ColumnOf(range.begin);
  std::size_t last = std::max(ColumnOf(range.end), first + 1);
  return std::string(first, ' ') + "^" + std::string(last - first - 1, '~');
}

}  // namespace instar::compiler
