// What the reader of an error needs besides what went wrong: the command that helps, and where program and
// database stand.
#ifndef INSTAR_RUNTIME_APPLYING_ADVICE_H_
#define INSTAR_RUNTIME_APPLYING_ADVICE_H_

#include <string>
#include <string_view>
#include <vector>

#include "instar/options.h"
#include "instar/status.h"
#include "instar/table.h"

namespace instar {

// What is being done, in the words of the command line: "upgrade", "downgrade -1".
std::string CommandOf(Direction direction, const Options& options);

// Adds it to an error. `command` is what was being done. `current` are the revisions in the version table;
// null where they are not known.
Status Advised(Status status, std::string_view command, const Table& table,
               const std::vector<std::string>* current);

// The ids of the revisions that an upgrade leads to.
std::vector<std::string> HeadsOf(const Table& table);

}  // namespace instar

#endif  // INSTAR_RUNTIME_APPLYING_ADVICE_H_
