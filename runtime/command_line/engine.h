// Runs one command line: the same code behind `instar` and <instar/command_line.h>.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_ENGINE_H_
#define INSTAR_RUNTIME_COMMAND_LINE_ENGINE_H_

#include <functional>
#include <string_view>
#include <vector>

#include "runtime/command_line/arguments.h"
#include "runtime/command_line/call.h"

namespace instar::command_line {

// What every verb takes: --database, --json, --color and so on.
std::vector<Option> CommonOptions();

// Called when the words are understood and before the verb runs: `instar` finds its settings then.
using Prepare = std::function<Status(const Arguments&, Session&)>;

// Parses, prints help or runs the verb, prints what it answered. The result is the process's exit code.
ExitCode RunWords(const Program& program, const std::vector<std::string_view>& words, Session& session,
                  const Prepare& prepare = nullptr);

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_ENGINE_H_
