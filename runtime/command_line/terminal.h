// What the process's own standard streams can show.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_TERMINAL_H_
#define INSTAR_RUNTIME_COMMAND_LINE_TERMINAL_H_

#include <string>

#include "runtime/command_line/output.h"

namespace instar::command_line {

// A variable of the environment; empty where it is unset.
std::string Environment(const char* name);

// Writes to the standard output and the standard error. Colour on a terminal, unless NO_COLOR is set, or
// wherever CLICOLOR_FORCE is; the width from COLUMNS or the terminal; UTF-8 as LC_ALL, LC_CTYPE or LANG say.
Output StandardOutput();

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_TERMINAL_H_
