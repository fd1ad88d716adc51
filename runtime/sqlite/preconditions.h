// What must be true before a migration reads anything.
#ifndef INSTAR_RUNTIME_SQLITE_PRECONDITIONS_H_
#define INSTAR_RUNTIME_SQLITE_PRECONDITIONS_H_

#include "instar/status.h"
#include "runtime/sqlite/job.h"

namespace instar::sqlite {

// The table is for SQLite, and the library new enough.
Status CheckLibrary(const DialectSteps* steps);

// The table is for SQLite, the library new enough, and the connection is doing nothing else.
Status CheckPreconditions(const Job& job);

// Before the first transaction: what fails can be rolled back.
Status CheckJournal(sqlite3* db);

// A statement of the connection that was begun and neither finished nor reset, or a blob handle that writes:
// its text, or name; else null.
const char* StatementInProgress(sqlite3* db);

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_PRECONDITIONS_H_
