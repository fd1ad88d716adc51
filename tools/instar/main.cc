// instar: the developer's command.
#include <csignal>
#include <string_view>
#include <vector>

#include "runtime/command_line/output.h"
#include "runtime/command_line/terminal.h"
#include "tools/instar/program.h"

int main(int argc, char** argv) {
#ifdef SIGXFSZ
  // A limit on the size of files is an error of writing, like a full disk.
  std::signal(SIGXFSZ, SIG_IGN);
#endif
  instar::command_line::Output output = instar::command_line::StandardOutput();
  return instar::tool::RunInstar(std::vector<std::string_view>(argv + 1, argv + argc), output);
}
