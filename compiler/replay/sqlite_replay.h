// The proof by doing: the table goes through the real runtime on SQLite in memory.
#ifndef INSTAR_COMPILER_REPLAY_SQLITE_REPLAY_H_
#define INSTAR_COMPILER_REPLAY_SQLITE_REPLAY_H_

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/table/table_data.h"

namespace instar::compiler {

// Up to all heads and down again, as far as it can be undone. What SQLite refuses is reported at the
// statement that the user wrote. C++ steps do nothing here: the compiler cannot run them.
void ReplayOnSqlite(const TableData& data, const Chain& chain, Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_SQLITE_REPLAY_H_
