// Undoing what a newer program did, by what the database keeps.
#ifndef INSTAR_RUNTIME_SQLITE_STORED_DOWNGRADE_H_
#define INSTAR_RUNTIME_SQLITE_STORED_DOWNGRADE_H_

#include <sqlite3.h>

#include "instar/options.h"
#include "instar/report.h"
#include "instar/table.h"

namespace instar::sqlite {

// First the revisions that the program does not know, heads first; then its own down to the target. Whatever
// stands in the way of any of them is an error before anything is run. Steps out of the database run under a
// guard of their own (StepGuard).
Report DowngradeStored(sqlite3* db, const Table& table, const Options& options);

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_STORED_DOWNGRADE_H_
