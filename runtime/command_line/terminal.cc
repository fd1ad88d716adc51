#include "runtime/command_line/terminal.h"

#ifdef _WIN32
#include <io.h>
#else
#include <sys/ioctl.h>
#include <unistd.h>
#endif

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

namespace instar::command_line {
namespace {

constexpr std::size_t kNarrowest = 40;
constexpr std::size_t kWidest = 200;

bool IsTerminal(std::FILE* file) {
#ifdef _WIN32
  return _isatty(_fileno(file)) != 0;
#else
  return isatty(fileno(file)) != 0;
#endif
}

// 0 where nobody knows.
std::size_t ColumnsOf([[maybe_unused]] std::FILE* file) {
#ifndef _WIN32
  struct winsize size = {};
  if (ioctl(fileno(file), TIOCGWINSZ, &size) == 0) return size.ws_col;
#endif
  return 0;
}

std::size_t WidthOf(std::FILE* file) {
  const auto given = static_cast<std::size_t>(std::strtoul(Environment("COLUMNS").c_str(), nullptr, 10));
  if (given == 0 && !IsTerminal(file)) return 0;
  std::size_t width = given == 0 ? ColumnsOf(file) : given;
  if (width == 0) width = 80;
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
  const bool dumb = Environment("TERM") == "dumb";
  screen.color = Environment("NO_COLOR").empty() &&
                 (!Environment("CLICOLOR_FORCE").empty() || (IsTerminal(file) && !dumb));
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
