#include "runtime/command_line/migrate.h"
#include "runtime/command_line/verbs.h"

namespace instar::command_line {
namespace {

ExitCode Run(Call& call) { return Migrate(call, Direction::kUpgrade, call.Word(0, "heads")); }

}  // namespace

Verb UpgradeVerb() {
  Verb verb;
  verb.name = "upgrade";
  verb.group = kDatabaseGroup;
  verb.arguments = "[REVISION]";  // with --sql also A:B
  verb.max_words = 1;
  verb.summary = "apply revisions, up to all heads or the one named";
  verb.description =
      "Applies what REVISION needs and is not applied yet, REVISION itself last; all there is when none is "
      "named. "
      "Each revision is one transaction together with its row of history: whatever happens, the database is "
      "at the "
      "end of one of them, and running again goes on from there. A database that does not exist is made.\n"
      "\n"
      "  upgrade             to all heads\n"
      "  upgrade head        to the head, if there is only one\n"
      "  upgrade +1          one further\n"
      "  upgrade auth@head   the branch of the label auth\n"
      "\n"
      "With --sql nothing is run, and no database is needed: what would run on one is printed as a script "
      "for the "
      "sqlite3 shell, with the rows of the version and of the history. The script refuses a database that is "
      "at "
      "another place than the one it begins at.\n"
      "\n"
      "  upgrade --sql            from base to all heads\n"
      "  upgrade 5f7a:head --sql  of a database at 5f7a";
  verb.options = MigrationOptions("Only tell which revisions would be applied");
  verb.run = Run;
  return verb;
}

}  // namespace instar::command_line
