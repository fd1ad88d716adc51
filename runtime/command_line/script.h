// What --sql prints.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_SCRIPT_H_
#define INSTAR_RUNTIME_COMMAND_LINE_SCRIPT_H_

#include <string_view>

#include "instar/script.h"
#include "runtime/command_line/call.h"
#include "runtime/command_line/verb.h"

namespace instar::command_line {

// The options of the call, with the ends of a range "A:B" or of "B" alone.
ScriptOptions ScriptOptionsOf(const Call& call, std::string_view range);

// As text, or in the call's object.
ExitCode PrintScript(Call& call, const Script& script);

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_SCRIPT_H_
