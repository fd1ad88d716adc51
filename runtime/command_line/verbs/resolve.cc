#include <optional>

#include "runtime/command_line/call.h"
#include "runtime/command_line/state.h"
#include "runtime/command_line/verbs.h"
#include "runtime/message.h"

namespace instar::command_line {
namespace {

ExitCode Run(Call& call) {
  const std::string_view word = call.Word(0);
  if (word != "done" && word != "retry") {
    return call.WrongUsage(Message("'resolve' takes 'done' or 'retry', and not '%'", {word}));
  }
  Opened opened;
  if (const std::optional<ExitCode> end = Open(call, Need::kSteps, &opened)) return *end;
  const Status status = opened.database->Resolve(*opened.table, call.MakeOptions(), word == "done");
  if (!status.ok()) return call.Fail(status);
  if (call.wants_json()) {
    call.json().Add("database", call.database_name());
    call.json().Add("resolution", word);
  } else {
    call.output().PrintWrapped(word == "done"
                                   ? "noted as done: the next upgrade or downgrade goes on after it"
                                   : "noted: the next upgrade or downgrade runs it again");
  }
  return ExitCode::kDone;
}

}  // namespace

Verb ResolveVerb() {
  Verb verb;
  verb.name = "resolve";
  verb.group = kDatabaseGroup;
  verb.arguments = "done|retry";
  verb.min_words = 1;
  verb.max_words = 1;
  verb.summary = "say what became of a step that was interrupted";
  verb.description =
      "A revision that says 'transaction none' is committed step by step. Interrupted inside of a step that "
      "cannot be "
      "looked at afterwards, it stops every migration until somebody has looked: 'done' says that the step "
      "was "
      "finished, 'retry' that it is to be run again. The next upgrade or downgrade finishes the revision.";
  verb.run = Run;
  return verb;
}

}  // namespace instar::command_line
