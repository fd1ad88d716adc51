// What only the operating system knows about a terminal.
#ifndef INSTAR_RUNTIME_SYSTEM_TERMINAL_H_
#define INSTAR_RUNTIME_SYSTEM_TERMINAL_H_

#include <cstdio>

namespace instar {

// The stream ends at a screen that understands "\r" and "\x1b[K".
bool IsTerminal(std::FILE* stream);

// In columns; 80 where nobody knows.
int TerminalWidth(std::FILE* stream);

}  // namespace instar

#endif  // INSTAR_RUNTIME_SYSTEM_TERMINAL_H_
