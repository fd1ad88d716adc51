#include "compiler/driver/explain_command.h"
#include "tools/instar/verbs.h"

namespace instar::tool {
namespace {

using command_line::Call;
using command_line::ExitCode;

ExitCode Run(Call& call) {
  const compiler::Explanation page = compiler::ExplainName(std::string(call.Word(0)));
  if (!page.error.empty()) return call.WrongUsage(page.error);
  if (call.wants_json()) {
    call.json().Add("text", page.text);
  } else {
    call.output().Print(page.text);
  }
  return ExitCode::kDone;
}

}  // namespace

command_line::Verb ExplainVerb() {
  command_line::Verb verb;
  verb.name = "explain";
  verb.group = kFilesGroup;
  verb.arguments = "[DIAGNOSTIC]";
  verb.max_words = 1;
  verb.summary = "tell what an error or a warning means, and how to mend it";
  verb.description =
      "Prints the page of a diagnostic: the name that stands in brackets at the end of its line. Without a "
      "name it "
      "lists them all.\n"
      "\n"
      "  explain multiple-heads";
  verb.run = Run;
  return verb;
}

}  // namespace instar::tool
