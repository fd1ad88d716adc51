#include "runtime/command_line/terminal.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include "runtime/system/terminal.h"

namespace instar::command_line {
namespace {

constexpr std::size_t kNarrowest = 40;
constexpr std::size_t kWidest = 200;

std::size_t WidthOf(std::FILE* file) {
  const auto given = static_cast<std::size_t>(std::strtoul(Environment("COLUMNS").c_str(), nullptr, 10));
  if (given == 0 && !IsTerminal(file)) return 0;
  const std::size_t width = given == 0 ? static_cast<std::size_t>(TerminalWidth(file)) : given;
  return std::min(std::max(width, kNarrowest), kWidest);
}

bool IsUnicode() {
  std::string locale;
  for (const char* variable : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    locale = Environment(variable);
    if (!locale.empty()) break;
  }
  for (char& c : locale) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
}

Screen ScreenOf(std::FILE* file) {
  Screen screen;
  screen.unicode = IsUnicode();
  screen.width = WidthOf(file);
  screen.color =
      Environment("NO_COLOR").empty() && (!Environment("CLICOLOR_FORCE").empty() || IsTerminal(file));
  return screen;
}

}  // namespace

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

Output StandardOutput() {
  const Writer write = [](Stream stream, std::string_view text) {
    // What was written before must stand before it, also where both go to one place.
    if (stream == Stream::kError) std::fflush(stdout);
    if (text.empty()) return std::fflush(stdout) == 0;
    std::FILE* file = stream == Stream::kOutput ? stdout : stderr;
    return std::fwrite(text.data(), 1, text.size(), file) == text.size();
  };
  return Output(write, ScreenOf(stdout), ScreenOf(stderr));
}

}  // namespace instar::command_line
