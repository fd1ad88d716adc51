// Rows that refer to a parent which is not there.
#ifndef INSTAR_COMPILER_REPLAY_ORPHANS_H_
#define INSTAR_COMPILER_REPLAY_ORPHANS_H_

#include <cstdint>
#include <string>

#include "compiler/replay/scratch_database.h"

namespace instar::compiler {

struct Orphans {
  std::int64_t count = 0;
  std::string first;  // a sentence on one of them
};

// Where a foreign key was allowed that SQLite cannot enforce, its rows refer to whatever they like: they
// count as orphans only if asked for.
enum class OrphanKinds { kEnforceable, kAll };

Orphans FindOrphans(ScratchDatabase& database, OrphanKinds kinds);

// Removes those of keys that can be enforced, and what becomes an orphan by that.
void RemoveOrphans(ScratchDatabase& database);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_ORPHANS_H_
