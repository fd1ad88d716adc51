// All that a program may use, from a file: up with a backup and progress, down, up again.
#include <instar/replay.h>
#include <instar/sqlite.h>
#include <instar/sqlite_backup.h>
#include <instar/terminal_progress.h>

#include <atomic>
#include <cstdio>
#include <functional>

#include "shop_migrations.h"

#if defined(__cpp_exceptions) || defined(__cpp_rtti) || defined(__GXX_RTTI)
#error "this program is about building without exceptions and type information"
#endif

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  instar::TerminalProgress bar;
  const std::atomic<bool> cancel{false};
  instar::Options options;
  options.program = "plain 1";
  options.progress = std::ref(bar);
  options.cancel = &cancel;
  options.backup = instar::sqlite::KeepBackups();
  options.target = "one";
  instar::Report report = instar::sqlite::Upgrade(argv[1], shop::migrations(), options);
  options.target.clear();
  if (report.ok()) report = instar::sqlite::Upgrade(argv[1], shop::migrations(), options);
  std::printf("%s: %s, %s\n", instar::StatusCodeName(report.status.code()), report.to[0].c_str(),
              report.backup.empty() ? "no backup" : "a backup");
  std::fputs(instar::ReportJson(report).empty() || instar::ReportText(report).empty() ? "no report\n" : "",
             stdout);
  report = instar::sqlite::Replay(shop::migrations());
  std::printf("replay: %s\n", instar::StatusCodeName(report.status.code()));
  return 0;
}
