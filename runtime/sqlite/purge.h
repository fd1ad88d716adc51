// Forgetting a version, whatever it is.
#ifndef INSTAR_RUNTIME_SQLITE_PURGE_H_
#define INSTAR_RUNTIME_SQLITE_PURGE_H_

#include <sqlite3.h>

#include "instar/status.h"
#include "instar/table.h"
#include "runtime/sqlite/version_store.h"

namespace instar::sqlite {

// Inside a transaction: removes all rows of the stream from the version table, and a history that cannot be
// read.
Status Purge(sqlite3* db, const Table& table, VersionStore& store);

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_PURGE_H_
