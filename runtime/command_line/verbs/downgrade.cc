#include "runtime/command_line/migrate.h"
#include "runtime/command_line/verbs.h"

namespace instar::command_line {
namespace {

ExitCode Run(Call& call) { return Migrate(call, Direction::kDowngrade, call.Word(0)); }

}  // namespace

Verb DowngradeVerb() {
  Verb verb;
  verb.name = "downgrade";
  verb.group = kDatabaseGroup;
  verb.arguments = "REVISION";
  verb.min_words = 1;
  verb.max_words = 1;
  verb.summary = "undo what was applied above a revision";
  verb.description =
      "Undoes everything that was built on REVISION, newest first; REVISION itself stays. Undoing costs the "
      "data that "
      "only the newer schema can hold. One that cannot be undone stops it before anything is changed.\n"
      "\n"
      "  downgrade -1        one back\n"
      "  downgrade 5f7a      back to 5f7a\n"
      "  downgrade base      undo everything\n"
      "\n"
      "With --sql nothing is run: a script is printed, as by 'upgrade --sql'. It needs both ends.\n"
      "\n"
      "  downgrade head:base --sql";
  verb.options = MigrationOptions("Only tell which revisions would be undone");
  verb.run = Run;
  return verb;
}

}  // namespace instar::command_line
