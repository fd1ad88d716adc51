// A progress bar for programs that migrate in a terminal.
//
//   instar::TerminalProgress bar;
//   options.progress = std::ref(bar);
//   instar::Report report = instar::sqlite::Upgrade("shop.db", shop::migrations(), options);
//   bar.Clear();
//   std::fputs(instar::ReportText(report).c_str(), stderr);
//
//   ████████████░░░░░░░░  61%  0:07  [3/12] add_encrypted_keys: rebuild of table messages, 1,220,000 of ...
//
// It is one line, drawn anew ten times a second, first after 0.3 s: quick migrations show nothing. Where the
// stream is no terminal, TERM is "dumb", or the terminal has less than 40 columns, nothing is written. The
// line takes the width that the terminal has at that moment, up to 200 columns. A set, non-empty NO_COLOR
// takes the colour away; where LC_ALL, LC_CTYPE or LANG (the first one that is set) does not say UTF-8, the
// bar is ASCII.
//
// One object is for one thread at a time. Nothing here allocates but the line itself.
#ifndef INSTAR_TERMINAL_PROGRESS_H_
#define INSTAR_TERMINAL_PROGRESS_H_

#include <cstdint>
#include <cstdio>

#include "instar/progress.h"

namespace instar {

class TerminalProgress {
 public:
  // The stream must outlive the bar.
  explicit TerminalProgress(std::FILE* stream = stderr);
  // Clears the line.
  ~TerminalProgress();
  TerminalProgress(const TerminalProgress&) = delete;
  TerminalProgress& operator=(const TerminalProgress&) = delete;

  // Draws; never cancels.
  ProgressResult operator()(const Progress& now);
  // Takes the line away, cursor at its beginning, so that something else can be printed. What comes next
  // draws it again.
  void Clear();

 private:
  std::FILE* stream_;
  bool draws_;
  bool utf8_;
  bool colour_;
  bool visible_ = false;
  std::int64_t next_us_;
};

}  // namespace instar

#endif  // INSTAR_TERMINAL_PROGRESS_H_
