// Whether a table is there, without reading the schema row by row.
#ifndef INSTAR_RUNTIME_SQLITE_TABLE_EXISTS_H_
#define INSTAR_RUNTIME_SQLITE_TABLE_EXISTS_H_

#include <sqlite3.h>

namespace instar::sqlite {

// Not views. The result code is SQLite's: where the schema could not be read, nobody knows.
inline int FindTable(sqlite3* db, const char* name, bool* exists) {
  const int rc =
      sqlite3_table_column_metadata(db, "main", name, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr);
  *exists = rc == SQLITE_OK;
  // There is none.
  return rc == SQLITE_ERROR ? SQLITE_OK : rc;
}

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_TABLE_EXISTS_H_
