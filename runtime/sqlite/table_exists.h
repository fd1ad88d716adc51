// Whether a table is there, without reading the schema row by row.
#ifndef INSTAR_RUNTIME_SQLITE_TABLE_EXISTS_H_
#define INSTAR_RUNTIME_SQLITE_TABLE_EXISTS_H_

#include <sqlite3.h>

namespace instar::sqlite {

// Not views.
inline bool TableExists(sqlite3* db, const char* name) {
  return sqlite3_table_column_metadata(db, "main", name, nullptr, nullptr, nullptr, nullptr, nullptr,
                                       nullptr) == SQLITE_OK;
}

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_TABLE_EXISTS_H_
