// Another program, run to its end.
#ifndef INSTAR_TOOLS_INSTAR_RUN_PROGRAM_H_
#define INSTAR_TOOLS_INSTAR_RUN_PROGRAM_H_

#include <string>
#include <vector>

#include "instar/status.h"

namespace instar::tool {

// `command` is the program and its arguments, no shell between; it runs in `directory`. What it prints, to
// either stream, goes to `output`. Fails when it cannot be started, or ends with anything but 0.
Status RunProgram(const std::string& directory, const std::vector<std::string>& command, std::string* output);

}  // namespace instar::tool

#endif  // INSTAR_TOOLS_INSTAR_RUN_PROGRAM_H_
