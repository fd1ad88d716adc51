// The bar on a real terminal: the slave side of a pseudo-terminal.
#include "instar/terminal_progress.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <string>

namespace instar {
namespace {

// A system without a mounted devpts, such as a bare chroot.
constexpr char kNoTerminals[] = "this system gives no pseudo-terminals";

bool HasTerminals() {
  int master = -1;
  int slave = -1;
  if (openpty(&master, &slave, nullptr, nullptr, nullptr) != 0) return false;
  close(master);
  close(slave);
  return true;
}

class Terminal {
 public:
  explicit Terminal(unsigned short columns) {
    winsize size = {25, columns, 0, 0};
    int slave = -1;
    EXPECT_EQ(openpty(&master_, &slave, nullptr, nullptr, &size), 0);
    fcntl(master_, F_SETFL, O_NONBLOCK);
    stream_ = fdopen(slave, "w");
  }
  ~Terminal() {
    std::fclose(stream_);
    close(master_);
  }

  std::FILE* stream() const { return stream_; }
  // What was written since the last time.
  std::string Read() {
    char bytes[4096];
    const ssize_t count = read(master_, bytes, sizeof(bytes));
    return count <= 0 ? "" : std::string(bytes, static_cast<std::size_t>(count));
  }

 private:
  int master_ = -1;
  std::FILE* stream_ = nullptr;
};

// Plain, and in UTF-8, whatever the tests run in.
void SetEnvironment() {
  setenv("TERM", "xterm", 1);
  setenv("NO_COLOR", "1", 1);
  unsetenv("LC_ALL");
  unsetenv("LC_CTYPE");
  setenv("LANG", "C", 1);
}

Progress At(std::int64_t elapsed_us) {
  Progress now;
  now.stage = ProgressStage::kStep;
  now.revision = "r";
  now.revision_count = 2;
  now.elapsed_us = elapsed_us;
  return now;
}

constexpr char kHalfSecond[] = "\r---------   0%  0:00  [1/2] r\x1b[K";

TEST(TerminalProgress, DrawsLateAndNotTooOftenAndLeavesNothing) {
  if (!HasTerminals()) GTEST_SKIP() << kNoTerminals;
  SetEnvironment();
  Terminal terminal(40);
  {
    TerminalProgress bar(terminal.stream());
    const ProgressFunction function = std::ref(bar);
    EXPECT_EQ(function(At(299'999)), ProgressResult::kContinue);
    EXPECT_EQ(terminal.Read(), "");
    function(At(300'000));
    EXPECT_EQ(terminal.Read(), kHalfSecond);
    function(At(399'999));
    EXPECT_EQ(terminal.Read(), "");
    function(At(400'000));
    EXPECT_EQ(terminal.Read(), kHalfSecond);
    bar.Clear();
    EXPECT_EQ(terminal.Read(), "\r\x1b[K");
    bar.Clear();
    EXPECT_EQ(terminal.Read(), "");
    function(At(500'000));
    EXPECT_EQ(terminal.Read(), kHalfSecond);
  }
  EXPECT_EQ(terminal.Read(), "\r\x1b[K");
}

TEST(TerminalProgress, ServesTheNextMigrationToo) {
  if (!HasTerminals()) GTEST_SKIP() << kNoTerminals;
  SetEnvironment();
  Terminal terminal(40);
  TerminalProgress bar(terminal.stream());
  bar(At(9'000'000));
  EXPECT_NE(terminal.Read(), "");
  bar(At(100'000));
  EXPECT_EQ(terminal.Read(), "");
  bar(At(350'000));
  EXPECT_EQ(terminal.Read(), kHalfSecond);
}

TEST(TerminalProgress, QuickWorkWritesNothing) {
  if (!HasTerminals()) GTEST_SKIP() << kNoTerminals;
  SetEnvironment();
  Terminal terminal(40);
  {
    TerminalProgress bar(terminal.stream());
    bar(At(1));
  }
  EXPECT_EQ(terminal.Read(), "");
}

TEST(TerminalProgress, ColourAndUtf8WhereTheyAreWanted) {
  if (!HasTerminals()) GTEST_SKIP() << kNoTerminals;
  SetEnvironment();
  unsetenv("NO_COLOR");
  setenv("LC_CTYPE", "de_DE.UTF-8", 1);
  Terminal terminal(40);
  TerminalProgress bar(terminal.stream());
  bar(At(500'000));
  EXPECT_EQ(terminal.Read(), "\r\x1b[32m\x1b[0m░░░░░░░░░   0%  0:00  [1/2] r\x1b[K");
  // The first that is set decides.
  setenv("LC_ALL", "C", 1);
  setenv("NO_COLOR", "", 1);
  TerminalProgress other(terminal.stream());
  other(At(500'000));
  EXPECT_EQ(terminal.Read(), "\r\x1b[32m\x1b[0m---------   0%  0:00  [1/2] r\x1b[K");
}

TEST(TerminalProgress, WritesNothingWhereItCannotBeSeen) {
  if (!HasTerminals()) GTEST_SKIP() << kNoTerminals;
  SetEnvironment();
  Terminal narrow(39);
  TerminalProgress(narrow.stream())(At(500'000));
  EXPECT_EQ(narrow.Read(), "");

  setenv("TERM", "dumb", 1);
  Terminal dumb(80);
  TerminalProgress(dumb.stream())(At(500'000));
  EXPECT_EQ(dumb.Read(), "");

  SetEnvironment();
  std::FILE* file = std::tmpfile();
  TerminalProgress(file).operator()(At(500'000));
  EXPECT_EQ(std::ftell(file), 0);
  std::fclose(file);
}

}  // namespace
}  // namespace instar
