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

ExitCode Run(Workspace& workspace, Call& call) {
  if (call.Has("autogenerate")) {
    return call.Fail(
        Status(StatusCode::kInvalidArgument,
               "--autogenerate needs models: C++ structs that say what the schema shall be (MODELS of "
               "add_migrations()), and this Instar does not read them yet; write the change into the "
               "file that 'revision -m' makes"));
  }
  if (call.Has("sql") && call.Has("edit")) {
    return call.WrongUsage("--sql writes no file that --edit could open; give one of them");
  }
  const Table* table = call.GetHistory(command_line::Need::kHeaders);
  if (table == nullptr) return ExitCode::kFailed;
  const std::string_view head = call.Has("head") ? call.Value("head") : "head";
  Revisions parents;
  const Status status = FindRevisions(*table, {}, head, &parents);
  if (status.code() == StatusCode::kMultipleHeads) {
    return call.Fail(
        StatusOf(StatusCode::kMultipleHeads,
                 "the history has several heads: %; merge them first ('% merge heads'), or say with "
                 "--head which of them to build on",
                 {ListIds(*table, ListOf(Heads(*table, Along::kParents))), call.program().name}));
  }
  if (!status.ok()) return call.Fail(status);
  if (parents.size() > 1) return call.WrongUsage("--head names one revision; 'merge' joins several");
  return MakeRevision(workspace, call, *table, parents);
}

}  // namespace

command_line::Verb RevisionVerb(Workspace& workspace) {
  command_line::Verb verb;
  verb.name = "revision";
  verb.group = kFilesGroup;
  verb.summary = "make a new migration, built on the head";
  verb.description =
      "Writes a file with the header of a new revision and an empty body, and prints its name. Its text is "
      "that of "
      "'migration.template' beside the migrations, if there is one; its name follows the pattern 'file_name' "
      "of "
      "instar.toml. A file that exists is never overwritten.\n"
      "\n"
      "  revision -m \"add e-mail to users\"\n"
      "  revision -m \"first table of billing\" --head base --branch-label billing\n"
      "  revision -m \"hotfix\" --head 5f7a --splice";
  verb.options = NewRevisionOptions();
  verb.options.insert(
      verb.options.begin() + 1,
      {{"head", 0, "REVISION", "The head to build on; 'base' for none. Default: the only head"},
       {"version-path", 0, "DIR",
        "Write the file in this folder: where the build names single files, they may lie in several"},
       {"sql", 0, "", "Write no file: print the migration, which is SQL"},
       {"autogenerate", 0, "", "Write the change itself, from the models (to come)"}});
  verb.run = [&workspace](Call& call) { return Run(workspace, call); };
  return verb;
}

}  // namespace instar::tool
