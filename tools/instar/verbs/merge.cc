#include "runtime/message.h"
#include "runtime/planning/names.h"
#include "runtime/planning/plan.h"
#include "runtime/planning/reachability.h"
#include "tools/instar/new_revision.h"
#include "tools/instar/verbs.h"

namespace instar::tool {
namespace {

using command_line::Call;
using command_line::ExitCode;

// All that the words name, each once. 'heads' are the ends of all lines, also those something depends on.
Status FindParents(const Table& table, const std::vector<std::string_view>& words, Revisions* parents) {
  for (const std::string_view word : words) {
    Revisions found = ListOf(Heads(table, Along::kParents));
    if (word != "heads") {
      const Status status = FindRevisions(table, {}, word, &found);
      if (!status.ok()) return status;
      if (found.empty())
        return StatusOf(StatusCode::kInvalidTarget, "'%' names no revision to merge", {word});
    }
    for (const std::uint32_t r : found) {
      if (!Contains(*parents, r)) parents->push_back(r);
    }
  }
  if (parents->size() < 2) {
    return StatusOf(StatusCode::kInvalidTarget, "there is nothing to merge: % is the only one named",
                    {parents->empty() ? "none" : ListIds(table, *parents)});
  }
  for (const std::uint32_t r : *parents) {
    const RevisionSet below = WithAncestors(table, Along::kParents, SetOf(table, {r}));
    for (const std::uint32_t other : *parents) {
      if (other == r || !below[other]) continue;
      return StatusOf(StatusCode::kInvalidTarget,
                      "'%' is built on '%' already, so there is nothing to merge; leave '%' out",
                      {table.id(r), table.id(other), table.id(other)});
    }
  }
  return OkStatus();
}

ExitCode Run(Workspace& workspace, Call& call) {
  const Table* table = call.GetHistory(command_line::Need::kHeaders);
  if (table == nullptr) return ExitCode::kFailed;
  Revisions parents;
  const Status status = FindParents(*table, call.arguments().words(), &parents);
  return status.ok() ? MakeRevision(workspace, call, *table, parents) : call.Fail(status);
}

}  // namespace

command_line::Verb MergeVerb(Workspace& workspace) {
  command_line::Verb verb;
  verb.name = "merge";
  verb.group = kFilesGroup;
  verb.arguments = "REVISION...";
  verb.min_words = 1;
  verb.max_words = command_line::kAnyNumber;
  verb.summary = "make a migration that joins branches";
  verb.description =
      "Writes the file of a revision that revises all those named: after it, the history has one head again. "
      "It needs "
      "no body, unless the branches must be reconciled.\n"
      "\n"
      "  merge heads -m \"merge billing\"\n"
      "  merge 5f7a 881e\n"
      "  merge heads 5f7a 881e    the same, if these are the heads";
  verb.options = NewRevisionOptions();
  verb.run = [&workspace](Call& call) { return Run(workspace, call); };
  return verb;
}

}  // namespace instar::tool
