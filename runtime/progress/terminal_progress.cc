#include "instar/terminal_progress.h"

#include <cctype>
#include <cstdlib>
#include <string>
#include <string_view>

#include "runtime/progress/progress_line.h"
#include "runtime/system/terminal.h"

namespace instar {
namespace {

constexpr std::int64_t kFirstUs = 300'000;
constexpr std::int64_t kBetweenUs = 100'000;
constexpr int kNarrowest = 40;

bool IsSet(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

// The locale that the user asked for: the program's own was never set, unless it called setlocale().
bool WantsUtf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    if (!IsSet(name)) continue;
    std::string value = std::getenv(name);
    for (char& c : value) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return value.find("utf-8") != std::string::npos || value.find("utf8") != std::string::npos;
  }
  return false;
}

}  // namespace

TerminalProgress::TerminalProgress(std::FILE* stream)
    : stream_(stream),
      draws_(IsTerminal(stream)),
      utf8_(draws_ && WantsUtf8()),
      colour_(draws_ && !IsSet("NO_COLOR")),
      next_us_(kFirstUs) {}

TerminalProgress::~TerminalProgress() { Clear(); }

ProgressResult TerminalProgress::operator()(const Progress& now) {
  // The clock went back: another migration has begun.
  if (now.elapsed_us < next_us_ - kBetweenUs) next_us_ = kFirstUs;
  if (!draws_ || now.elapsed_us < next_us_) return ProgressResult::kContinue;
  next_us_ = now.elapsed_us + kBetweenUs;
  // What does not fit would be broken into lines that nobody takes away.
  if (const int width = TerminalWidth(stream_); width >= kNarrowest) {
    const std::string line = ProgressLine(now, {width, utf8_, colour_});
    // Overwritten rather than erased first, which would flicker.
    std::fprintf(stream_, "\r%s\x1b[K", line.c_str());
    std::fflush(stream_);
    visible_ = true;
  }
  return ProgressResult::kContinue;
}

void TerminalProgress::Clear() {
  if (!visible_) return;
  std::fputs("\r\x1b[K", stream_);
  std::fflush(stream_);
  visible_ = false;
}

}  // namespace instar
