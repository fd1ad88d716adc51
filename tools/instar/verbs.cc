#include "tools/instar/verbs.h"

#include "runtime/command_line/verbs.h"

namespace instar::tool {

std::vector<command_line::Verb> AllVerbs(Workspace& workspace) {
  std::vector<command_line::Verb> verbs = {InitVerb(),
                                           RevisionVerb(workspace),
                                           MergeVerb(workspace),
                                           EditVerb(workspace),
                                           FmtVerb(workspace),
                                           CheckVerb(workspace),
                                           ModelsVerb(workspace),
                                           ReleaseVerb(workspace),
                                           ImportVerb(workspace),
                                           ConfigVerb(workspace),
                                           ExplainVerb()};
  for (command_line::Verb& shared : command_line::SharedVerbs()) verbs.push_back(std::move(shared));
  return verbs;
}

}  // namespace instar::tool
