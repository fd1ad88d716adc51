// Messages between users, and its migrations inside the program.
#include <instar/command_line.h>

#include <cstdio>
#include <string_view>

#include "messaging_migrations.h"
#include "models.h"

int main(int argc, char** argv) {
  if (argc < 2 || std::string_view(argv[1]) != "migrate") {
    std::fputs("usage: ai_messaging migrate VERB [ARGUMENT...]\n", stderr);
    return 2;
  }
  instar::CommandLineSettings settings;
  settings.name = "ai_messaging migrate";
  settings.database = "messaging.db";
  return instar::RunCommandLine(argc - 2, argv + 2, messaging::migrations(), settings);
}
