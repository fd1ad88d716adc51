// The manual, made of the verbs' own descriptions.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_HELP_H_
#define INSTAR_RUNTIME_COMMAND_LINE_HELP_H_

#include "runtime/command_line/arguments.h"
#include "runtime/command_line/output.h"

namespace instar::command_line {

// Of one verb; of the whole program when `verb` is null.
void PrintHelp(const Program& program, const Verb* verb, Output& output);

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_HELP_H_
