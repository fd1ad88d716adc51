// A new migration: what `revision` and `merge` share.
#ifndef INSTAR_TOOLS_INSTAR_NEW_REVISION_H_
#define INSTAR_TOOLS_INSTAR_NEW_REVISION_H_

#include <vector>

#include "compiler/models/autogenerate.h"
#include "instar/table.h"
#include "runtime/command_line/call.h"
#include "runtime/command_line/verb.h"
#include "runtime/planning/plan.h"
#include "tools/instar/workspace.h"

namespace instar::tool {

// -m, --branch-label, --depends-on, --rev-id, --splice, --edit.
std::vector<command_line::Option> NewRevisionOptions();

// Writes the file of a revision that follows `parents` (none: the base), with what the call's options say,
// and prints its name. Its body is `generated`; null: that of the template.
command_line::ExitCode MakeRevision(Workspace& workspace, command_line::Call& call, const Table& table,
                                    const Revisions& parents,
                                    const compiler::GeneratedMigration* generated = nullptr);

}  // namespace instar::tool

#endif  // INSTAR_TOOLS_INSTAR_NEW_REVISION_H_
