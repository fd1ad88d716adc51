#include "runtime/progress/progress_line.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "runtime/message.h"
#include "runtime/report/utf8.h"

namespace instar {
namespace {

// In the last column some terminals begin a new line; before it, terminals write the "^C" of a user who had
// enough, and if that began a new line, the old one could not be cleared.
constexpr int kLeftFree = 3;

// "1,234,567"
std::string Grouped(std::int64_t number) {
  const std::string digits(Decimal(number).operator std::string_view());
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && (digits.size() - i) % 3 == 0) text.push_back(',');
    text.push_back(digits[i]);
  }
  return text;
}

// "0:07", "12:34", "1:02:03"
std::string Clock(std::int64_t microseconds) {
  const std::int64_t seconds = microseconds / 1'000'000;
  const auto two = [](std::int64_t n) { return Message(n < 10 ? "0%" : "%", {Decimal(n)}); };
  if (seconds < 3600) return Message("%:%", {Decimal(seconds / 60), two(seconds % 60)});
  return Message("%:%:%", {Decimal(seconds / 3600), two(seconds / 60 % 60), two(seconds % 60)});
}

std::string Description(const Progress& now) {
  std::string text;
  if (now.stage == ProgressStage::kWaiting) return "waiting: the database is locked";
  if (now.stage == ProgressStage::kBackup) {
    text = "backup";
  } else {
    text = Message("[%/%] %", {Decimal(static_cast<std::int64_t>(now.revision_index) + 1),
                               Decimal(static_cast<std::int64_t>(now.revision_count)), now.revision});
  }
  if (now.done > 0) {
    const char* unit = now.stage == ProgressStage::kBackup ? " pages" : " rows";
    text.append(", ").append(Grouped(now.done));
    if (now.total > 0) text.append(" of ").append(Grouped(now.total));
    text.append(unit);
  }
  if (!now.statement.empty()) text.append(": ").append(now.statement);
  return text;
}

// East Asian characters and most pictures take two columns. Whoever is wrong here is wrong to the safe side.
int ColumnsOf(std::uint32_t code_point) { return code_point < 0x1100 ? 1 : 2; }

// As much of `text` as fits, ended by dots where something is left out. White space of any kind is one space,
// so that a statement of several lines stays on one.
std::string Fitted(std::string_view text, int columns, bool utf8) {
  std::string fitted;
  // Where to cut so that there is room for the dots.
  const std::string_view dots = utf8 ? "\xE2\x80\xA6" : "...";
  const int columns_before_dots = columns - (utf8 ? 1 : 3);
  std::size_t cut = 0;
  int used = 0;
  while (!text.empty()) {
    const Utf8Piece piece = NextPiece(text);
    const std::string_view bytes = text.substr(0, piece.size);
    text.remove_prefix(piece.size);
    const bool space = piece.valid && piece.code_point <= ' ';
    if (space && (fitted.empty() || fitted.back() == ' ')) continue;
    const bool shown = piece.valid && (piece.code_point < 0x7F || (utf8 && piece.code_point > 0x9F));
    const int width = shown && !space ? ColumnsOf(piece.code_point) : 1;
    if (used + width > columns) return fitted.substr(0, cut).append(dots);
    fitted.append(space ? std::string_view(" ") : shown ? bytes : std::string_view("?"));
    used += width;
    if (used <= columns_before_dots) cut = fitted.size();
  }
  return fitted;
}

std::string Bar(double fraction, int columns, const LineStyle& style) {
  const int filled = std::clamp(static_cast<int>(fraction * columns), 0, columns);
  std::string bar;
  if (style.colour) bar.append("\x1b[32m");
  for (int i = 0; i < columns; ++i) {
    if (style.colour && i == filled) bar.append("\x1b[0m");
    bar.append(i < filled ? (style.utf8 ? "\xE2\x96\x88" : "#") : (style.utf8 ? "\xE2\x96\x91" : "-"));
  }
  if (style.colour && filled == columns) bar.append("\x1b[0m");
  return bar;
}

}  // namespace

std::string ProgressLine(const Progress& now, const LineStyle& style) {
  const int width = std::clamp(style.width, 40, 200) - kLeftFree;
  const int bar_columns = width / 4;
  const double fraction = std::clamp(now.fraction(), 0.0, 1.0);
  const std::int64_t percent = static_cast<std::int64_t>(fraction * 100);
  // What stands still comes first, what changes its length last.
  const std::string numbers = Message(percent < 10    ? "   %%  %  "
                                      : percent < 100 ? "  %%  %  "
                                                      : " %%  %  ",
                                      {Decimal(percent), "%", Clock(now.elapsed_us)});
  const int rest = width - bar_columns - static_cast<int>(numbers.size());
  return Bar(fraction, bar_columns, style) + numbers + Fitted(Description(now), rest, style.utf8);
}

}  // namespace instar
