// The verbs of `instar` alone: one file each in verbs/. runtime/command_line/README.md tells how to add one.
#ifndef INSTAR_TOOLS_INSTAR_VERBS_H_
#define INSTAR_TOOLS_INSTAR_VERBS_H_

#include <vector>

#include "runtime/command_line/verb.h"
#include "tools/instar/workspace.h"

namespace instar::tool {

command_line::Verb CheckVerb(Workspace& workspace);
command_line::Verb ConfigVerb(Workspace& workspace);
command_line::Verb EditVerb(Workspace& workspace);
command_line::Verb ExplainVerb();
command_line::Verb FmtVerb(Workspace& workspace);
command_line::Verb ImportVerb(Workspace& workspace);
command_line::Verb InitVerb();
command_line::Verb MergeVerb(Workspace& workspace);
command_line::Verb ModelsVerb(Workspace& workspace);
command_line::Verb ReleaseVerb(Workspace& workspace);
command_line::Verb RevisionVerb(Workspace& workspace);

inline constexpr char kFilesGroup[] = "MIGRATIONS";

// These and the shared ones, in the order of the help. The workspace must outlive them.
std::vector<command_line::Verb> AllVerbs(Workspace& workspace);

}  // namespace instar::tool

#endif  // INSTAR_TOOLS_INSTAR_VERBS_H_
