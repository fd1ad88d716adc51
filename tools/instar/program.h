// The command `instar`: its verbs, and what they work on.
#ifndef INSTAR_TOOLS_INSTAR_PROGRAM_H_
#define INSTAR_TOOLS_INSTAR_PROGRAM_H_

#include <string_view>
#include <vector>

#include "runtime/command_line/output.h"

namespace instar::tool {

// Everything but the standard streams: the result is the process's exit code.
int RunInstar(const std::vector<std::string_view>& words, command_line::Output& output);

}  // namespace instar::tool

#endif  // INSTAR_TOOLS_INSTAR_PROGRAM_H_
