// The proof by doing: every revision goes through the real runtime on SQLite in memory.
#ifndef INSTAR_COMPILER_REPLAY_SQLITE_REPLAY_H_
#define INSTAR_COMPILER_REPLAY_SQLITE_REPLAY_H_

#include <set>
#include <string>
#include <vector>

#include "compiler/replay/revision_replay.h"
#include "compiler/schema/row_risk.h"

namespace instar::compiler {

// Replays each revision whose key is not among those `known` to be proven, and returns the keys of all that
// are proven now. C++ steps do nothing here: the compiler cannot run them.
std::vector<std::string> ReplayOnSqlite(const ReplayInput& input, const std::vector<RowRisk>& risks,
                                        const std::vector<std::string>& keys,
                                        const std::set<std::string, std::less<>>& known,
                                        Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_SQLITE_REPLAY_H_
