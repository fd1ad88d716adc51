// What --sql prints.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_SCRIPT_H_
#define INSTAR_RUNTIME_COMMAND_LINE_SCRIPT_H_

#include <functional>
#include <string_view>

#include "instar/script.h"
#include "instar/table.h"
#include "runtime/command_line/call.h"
#include "runtime/command_line/verb.h"

namespace instar::command_line {

// The options of the call, with the ends of a range "A:B" or of "B" alone.
ScriptOptions ScriptOptionsOf(const Call& call, std::string_view range);

// What `make` writes for the call's history, as text or in the call's object. No database is asked, but one
// that is named must be of the kind that the script is for.
ExitCode PrintScript(Call& call, const std::function<Script(const Table&)>& make);

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_SCRIPT_H_
