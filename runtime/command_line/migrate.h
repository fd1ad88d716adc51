// What upgrade and downgrade share.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_MIGRATE_H_
#define INSTAR_RUNTIME_COMMAND_LINE_MIGRATE_H_

#include <string_view>

#include "instar/table.h"
#include "runtime/command_line/call.h"
#include "runtime/command_line/verb.h"

namespace instar::command_line {

// Takes the call's database to `target`, or with --dry-run tells which revisions that would run.
ExitCode Migrate(Call& call, Direction direction, std::string_view target);

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_MIGRATE_H_
