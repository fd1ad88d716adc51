// The command inside the program: all that `instar` does with a database, one call away.
//
//   #include <instar/command_line.h>
//   #include "shop_migrations.h"
//
//   int main(int argc, char** argv) {
//     if (argc > 1 && std::string_view(argv[1]) == "migrate") {
//       instar::CommandLineSettings settings;
//       settings.name = "shop migrate";
//       settings.database = "sqlite:shop.db";
//       return instar::RunCommandLine(argc - 2, argv + 2, shop::migrations(), settings);
//     }
//     ...
//   }
//
//   $ shop migrate status
//   $ shop migrate upgrade +1
//   $ shop migrate help downgrade
//
// Link Instar::command_line. The words, the output and the exit codes are those of `instar`, which runs the
// same code; `help` tells them, docs/json.md what `--json` prints. What only this program can do, and
// `instar` cannot, is to run revisions with C++ steps.
//
// Exit codes: 0 done; 1 the answer is no, or the work failed; 2 wrong usage. What went wrong is said on the
// standard error.
//
// Read from the environment: DATABASE_URL, NO_COLOR, CLICOLOR_FORCE, COLUMNS, LC_ALL, LC_CTYPE, LANG.
// Threads: one call at a time, because all write to the standard output. Nothing is thrown.
#ifndef INSTAR_COMMAND_LINE_H_
#define INSTAR_COMMAND_LINE_H_

#include <string>

#include "instar/options.h"
#include "instar/table.h"

namespace instar {

struct CommandLineSettings {
  // How the user calls the command: help and errors repeat it.
  std::string name = "migrate";
  // The database to use where neither --database nor DATABASE_URL names one: a path, or a URL like
  // "sqlite:shop.db". Empty: one must be named.
  std::string database;
  // What verbs that migrate begin with. `target` is not looked at; `program` is the name above when empty.
  Options options;
};

// `words` are what follows the command's own name: a verb, its arguments and options, UTF-8. They and the
// table must live during the call.
int RunCommandLine(int count, const char* const* words, const Table& table,
                   const CommandLineSettings& settings = {});

}  // namespace instar

#endif  // INSTAR_COMMAND_LINE_H_
