#include <memory>

#include "runtime/command_line/state.h"
#include "runtime/message.h"
#include "runtime/planning/names.h"
#include "tools/instar/verbs.h"

namespace instar::tool {
namespace {

using command_line::Call;
using command_line::ExitCode;
using command_line::Need;

ExitCode Run(Workspace& workspace, Call& call) {
  const std::string_view word = call.Word(0, "head");
  const bool needs_database = command_line::SpeaksOfDatabase(word);
  command_line::Reading reading;
  if (needs_database) {
    if (const std::optional<ExitCode> end = command_line::ReadPlace(call, &reading)) return *end;
  } else {
    reading.table = call.GetHistory(Need::kHeaders);
  }
  const Table* table = reading.table;
  if (table == nullptr) return ExitCode::kFailed;
  Revisions found;
  Status status = FindRevisions(*table, reading.rows, word, &found);
  if (status.ok() && found.size() != 1) {
    status = StatusOf(StatusCode::kInvalidTarget, "'%' names %; name one revision to edit",
                      {word, found.empty() ? "none" : ListIds(*table, found)});
  }
  if (status.ok()) status = RunEditor(workspace.history.FileOf(found.front()));
  return status.ok() ? ExitCode::kDone : call.Fail(status);
}

}  // namespace

command_line::Verb EditVerb(Workspace& workspace) {
  command_line::Verb verb;
  verb.name = "edit";
  verb.group = kFilesGroup;
  verb.arguments = "[REVISION]";
  verb.max_words = 1;
  verb.summary = "open a migration in the editor";
  verb.description =
      "Opens the file of REVISION, of the head when none is named, in the editor that VISUAL or EDITOR name, "
      "and waits "
      "for it.";
  verb.run = [&workspace](Call& call) { return Run(workspace, call); };
  return verb;
}

}  // namespace instar::tool
