#include "runtime/command_line/verbs.h"

namespace instar::command_line {

std::vector<Verb> SharedVerbs() {
  return {HistoryVerb(), HeadsVerb(),   BranchesVerb(),  ShowVerb(),  CurrentVerb(),
          StatusVerb(),  UpgradeVerb(), DowngradeVerb(), StampVerb(), EnsureVersionVerb(),
          VerifyVerb(),  ResolveVerb(), ResetVerb()};
}

}  // namespace instar::command_line
