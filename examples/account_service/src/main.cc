// Accounts, and the helper that its people type: create, status, upgrade, downgrade.
#include <instar/command_line.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "account_migrations.h"

int main(int argc, char** argv) {
  instar::CommandLineSettings settings;
  settings.name = "account_service";
  settings.database = "accounts.db";
  settings.options.program = "account_service 1.0";
  // New files are the developer's business: the installed program has none.
  if (argc > 1 && std::strcmp(argv[1], "create") == 0) {
    std::fputs("account_service: to make a migration: instar revision -m \"...\"\n", stderr);
    return 2;
  }
  std::vector<const char*> words(argv + 1, argv + argc);
  // The helper's own habit: without a revision, one step back.
  if (words.size() == 1 && std::strcmp(words[0], "downgrade") == 0) words.push_back("-1");
  return instar::RunCommandLine(static_cast<int>(words.size()), words.data(), account::migrations(),
                                settings);
}
