// instar: the developer's command.
#include <csignal>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <string_view>
#include <vector>

#include "runtime/command_line/output.h"
#include "runtime/command_line/terminal.h"
#include "tools/instar/program.h"

int main(int argc, char** argv) {
#ifdef __GLIBC__
  // The process is short, and its memory only grows: asking the system for it in large pieces, and giving
  // none back, costs less than reading some hundred migrations.
  mallopt(M_TOP_PAD, 4 << 20);
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
#ifdef SIGXFSZ
  // A limit on the size of files is an error of writing, like a full disk.
  std::signal(SIGXFSZ, SIG_IGN);
#endif
  instar::command_line::Output output = instar::command_line::StandardOutput();
  return instar::tool::RunInstar(std::vector<std::string_view>(argv + 1, argv + argc), output);
}
