// The verbs that need nothing but a table and a database: one file each in verbs/. README.md tells how to add
// one.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_VERBS_H_
#define INSTAR_RUNTIME_COMMAND_LINE_VERBS_H_

#include <vector>

#include "runtime/command_line/verb.h"

namespace instar::command_line {

Verb BranchesVerb();
Verb CurrentVerb();
Verb DowngradeVerb();
Verb EnsureVersionVerb();
Verb HeadsVerb();
Verb HistoryVerb();
Verb ResetVerb();
Verb ResolveVerb();
Verb ShowVerb();
Verb StampVerb();
Verb StatusVerb();
Verb UpgradeVerb();
Verb VerifyVerb();

// All of the above, in the order of the help.
std::vector<Verb> SharedVerbs();

inline constexpr char kHistoryGroup[] = "THE HISTORY";
inline constexpr char kDatabaseGroup[] = "THE DATABASE";

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_VERBS_H_
