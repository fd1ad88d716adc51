#include "runtime/command_line/text.h"

#include <cstdint>

#include "runtime/report/utf8.h"

namespace instar::command_line {
namespace {

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

template <std::size_t count>
bool IsIn(const Range (&ranges)[count], std::uint32_t code) {
  for (const Range& range : ranges) {
    if (code >= range.first && code <= range.last) return true;
  }
  return false;
}

std::size_t ColumnsOf(const Utf8Piece& piece) {
  static constexpr Range kNone[] = {{0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},    {0x610, 0x61A},
                                    {0x64B, 0x65F},   {0x200B, 0x200F}, {0x20D0, 0x20FF},  {0xFE00, 0xFE0F},
                                    {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF}};
  static constexpr Range kTwo[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},
                                   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
                                   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F},
                                   {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
  const std::uint32_t code = piece.code_point;
  if (!piece.valid || code < 0x300) return 1;
  return IsIn(kNone, code) ? 0 : IsIn(kTwo, code) ? 2 : 1;
}

// The size of the escape sequence for colour at the front, or 0.
std::size_t EscapeSize(std::string_view text) {
  if (text.size() < 2 || text[0] != '\x1B' || text[1] != '[') return 0;
  const std::size_t end = text.find('m');
  return end == std::string_view::npos ? 0 : end + 1;
}

}  // namespace

std::size_t WidthOf(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    if (const std::size_t escape = EscapeSize(text); escape > 0) {
      text.remove_prefix(escape);
      continue;
    }
    const Utf8Piece piece = NextPiece(text);
    width += ColumnsOf(piece);
    text.remove_prefix(piece.size);
  }
  return width;
}

std::string Printable(std::string_view text) {
  std::string printable;
  printable.reserve(text.size());
  while (!text.empty()) {
    const Utf8Piece piece = NextPiece(text);
    const std::size_t size = piece.size;
    // C0, DEL, C1, and the marks that turn the direction of writing.
    const bool steers = !piece.valid || piece.code_point < 0x20 ||
                        (piece.code_point >= 0x7F && piece.code_point < 0xA0) ||
                        (piece.code_point >= 0x202A && piece.code_point <= 0x202E) ||
                        (piece.code_point >= 0x2066 && piece.code_point <= 0x2069);
    if (text[0] == '\n' || text[0] == '\r' || text[0] == '\t') {
      printable += ' ';
    } else if (steers) {
      printable += '?';
    } else {
      printable.append(text.substr(0, size));
    }
    text.remove_prefix(size);
  }
  return printable;
}

std::string Cut(std::string_view text, std::size_t width, bool unicode) {
  if (width == 0 || WidthOf(text) <= width) return std::string(text);
  const std::string_view ellipsis = unicode ? "\xE2\x80\xA6" : "...";
  if (width <= WidthOf(ellipsis)) return std::string(width, '.');
  std::size_t left = width - WidthOf(ellipsis);
  std::size_t end = 0;
  while (end < text.size()) {
    const Utf8Piece piece = NextPiece(text.substr(end));
    const std::size_t columns = ColumnsOf(piece);
    if (columns > left) break;
    left -= columns;
    end += piece.size;
  }
  while (end > 0 && text[end - 1] == ' ') --end;
  return std::string(text.substr(0, end)).append(ellipsis);
}

std::vector<std::string> Wrap(std::string_view text, std::size_t width) {
  if (width == 0) return {std::string(text)};
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    std::string& line = lines.back();
    if (line.empty()) {
      line = word;
    } else if (WidthOf(line) + 1 + WidthOf(word) <= width) {
      line.append(" ").append(word);
    } else {
      lines.emplace_back(word);
    }
  }
  return lines;
}

std::string Pad(std::string_view text, std::size_t width) {
  std::string padded(text);
  const std::size_t taken = WidthOf(text);
  if (taken < width) padded.append(width - taken, ' ');
  return padded;
}

std::string Join(const std::vector<std::string>& parts, std::string_view between) {
  std::string joined;
  for (const std::string& part : parts) {
    if (!joined.empty()) joined.append(between);
    joined.append(part);
  }
  return joined;
}

std::string Count(std::size_t number, std::string_view noun) {
  std::string text = std::to_string(number);
  text.append(" ").append(noun);
  if (number != 1) text.append("s");
  return text;
}

}  // namespace instar::command_line
