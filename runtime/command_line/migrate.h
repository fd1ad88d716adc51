// What upgrade and downgrade share.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_MIGRATE_H_
#define INSTAR_RUNTIME_COMMAND_LINE_MIGRATE_H_

#include <string_view>
#include <vector>

#include "instar/table.h"
#include "runtime/command_line/call.h"
#include "runtime/command_line/verb.h"

namespace instar::command_line {

// Of both verbs.
std::vector<Option> MigrationOptions(std::string_view dry_run);

// Takes the call's database to `target`, or with --dry-run tells which revisions that would run, or with
// --sql prints the script of that, from base or in a range A:B, and needs no database.
ExitCode Migrate(Call& call, Direction direction, std::string_view target);

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_MIGRATE_H_
