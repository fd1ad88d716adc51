// The program's structs, for the verbs that compare them with the migrations.
#ifndef INSTAR_TOOLS_INSTAR_MODELS_H_
#define INSTAR_TOOLS_INSTAR_MODELS_H_

#include "instar/status.h"
#include "runtime/command_line/call.h"
#include "tools/instar/workspace.h"

namespace instar::tool {

// Lets the build read them again, where it has told how (MODELS of add_migrations()); a file named by
// --models is taken as it is. What the build says when it fails, most likely about a struct, is printed.
Status RefreshModels(const Workspace& workspace, command_line::Call& call);

}  // namespace instar::tool

#endif  // INSTAR_TOOLS_INSTAR_MODELS_H_
