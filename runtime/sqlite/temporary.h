// What a connection has for itself.
#ifndef INSTAR_RUNTIME_SQLITE_TEMPORARY_H_
#define INSTAR_RUNTIME_SQLITE_TEMPORARY_H_

#include <sqlite3.h>

namespace instar::sqlite {

// Whether the connection can have temporary tables, views and triggers: SQLite makes a place for them when
// the first is made or looked for, and looking costs as much as making.
inline bool HasTemporary(sqlite3* db) { return sqlite3_db_filename(db, "temp") != nullptr; }

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_TEMPORARY_H_
