// Runs a whole history on an empty SQLite database in memory: up to all heads, down again as far as it can be
// undone, and up once more.
//
//   int main() { return instar::sqlite::Replay(shop::migrations()).ok() ? 0 : 1; }
//
// instarc goes up and down while it compiles, with C++ steps left out; add_migrations() registers a test that
// does all of it, with them.
#ifndef INSTAR_REPLAY_H_
#define INSTAR_REPLAY_H_

#include "instar/report.h"
#include "instar/table.h"

namespace instar::sqlite {

enum class ReplayRounds {
  kUpDown,    // up and down
  kUpDownUp,  // and up again, on what the downgrades left
};

// The report is that of the part that failed, or of the last one. Cost: that of the statements, in memory.
Report Replay(const Table& table, ReplayRounds rounds = ReplayRounds::kUpDownUp);

}  // namespace instar::sqlite

#endif  // INSTAR_REPLAY_H_
