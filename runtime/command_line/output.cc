#include "runtime/command_line/output.h"

#include <algorithm>

#include "runtime/command_line/text.h"

namespace instar::command_line {
namespace {

// Select Graphic Rendition, ECMA-48.
const char* CodeOf(Style style) {
  switch (style) {
    case Style::kPlain:
      break;
    case Style::kStrong:
      return "1";
    case Style::kDim:
      return "2";
    case Style::kGood:
      return "32";
    case Style::kWarning:
      return "1;33";
    case Style::kBad:
      return "1;31";
    case Style::kName:
      return "33";
  }
  return "";
}

}  // namespace

void Output::Write(Stream stream, std::string_view text) {
  if (quiet_ && stream == Stream::kOutput) return;
  if (!text.empty() && !writer_(stream, text)) failed_ = true;
}

bool Output::Finish() {
  if (!writer_(Stream::kOutput, {})) failed_ = true;
  return !failed_;
}

void Output::PrintLine(std::string_view line) {
  while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
  std::string text(line);
  text += '\n';
  Print(text);
}

void Output::PrintWrapped(std::string_view text) {
  for (const std::string& line : Wrap(text, output_.width)) PrintLine(line);
}

std::string Output::Styled(std::string_view text, Style style, Stream stream) const {
  std::string styled(text);
  if (style == Style::kPlain || text.empty() || !screen(stream).color) return styled;
  return std::string("\x1B[").append(CodeOf(style)).append("m").append(styled).append("\x1B[0m");
}

void Output::PrintError(std::string_view message) { PrintMessage("error", Style::kBad, message); }

void Output::PrintWarning(std::string_view message) { PrintMessage("warning", Style::kWarning, message); }

void Output::PrintNote(std::string_view message) { PrintMessage("note", Style::kStrong, message); }

void Output::PrintMessage(std::string_view label, Style style, std::string_view message) {
  std::string text = Styled(std::string(label).append(":"), style, Stream::kError);
  text.append(" ").append(Printable(message));
  for (const std::string& line : Wrap(text, error_.width)) {
    Write(Stream::kError, line);
    Write(Stream::kError, "\n");
  }
}

void Columns::Print(Output& output, std::string_view indent, Overflow overflow) const {
  std::vector<std::size_t> widths;
  for (const std::vector<Cell>& row : rows_) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], WidthOf(row[i].text));
  }
  for (const std::vector<Cell>& row : rows_) PrintRow(row, widths, indent, overflow, output);
}

void Columns::PrintRow(const std::vector<Cell>& row, const std::vector<std::size_t>& widths,
                       std::string_view indent, Overflow overflow, Output& output) {
  const Screen& screen = output.screen();
  std::string line(indent);
  std::size_t at = WidthOf(indent);
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::size_t room = screen.width == 0 ? 0 : screen.width > at ? screen.width - at : 1;
    if (i + 1 == row.size() && overflow == Overflow::kWrap && room >= 10) {
      for (const std::string& part : Wrap(row[i].text, room)) {
        output.PrintLine(line + output.Styled(part, row[i].style));
        line.assign(at, ' ');
      }
      return;
    }
    // Less than a few characters of the last one tell nothing.
    if (i > 0 && i + 1 == row.size() && room > 0 && room < 4 && WidthOf(row[i].text) > room) break;
    const std::string text = Cut(row[i].text, room, screen.unicode);
    line.append(output.Styled(text, row[i].style));
    at += widths[i] + 2;
    if (i + 1 == row.size() || (screen.width > 0 && at >= screen.width)) break;
    line.append(widths[i] + 2 - std::min(widths[i] + 2, WidthOf(text)), ' ');
  }
  output.PrintLine(line);
}

}  // namespace instar::command_line
