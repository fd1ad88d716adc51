// A shipped program with C++ steps, whose whole command line is that of <instar/command_line.h>.
#include <instar/command_line.h>

#include "ledger_migrations.h"

int main(int argc, char** argv) {
  instar::CommandLineSettings settings;
  settings.name = "ledger";
  return instar::RunCommandLine(argc - 1, argv + 1, ledger::migrations(), settings);
}
