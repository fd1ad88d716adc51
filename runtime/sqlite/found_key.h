// A foreign key as it really is in the database, and whether SQLite can enforce it.
#ifndef INSTAR_RUNTIME_SQLITE_FOUND_KEY_H_
#define INSTAR_RUNTIME_SQLITE_FOUND_KEY_H_

#include <sqlite3.h>

#include <string>
#include <string_view>
#include <vector>

namespace instar::sqlite {

struct FoundKey {
  std::string table;
  std::string parent;  // as the key names it
  // The parent is a table, and what the key leads to is unique there. Else SQLite refuses to write to either
  // table while foreign keys are on, and nothing says what its rows refer to.
  bool enforceable = false;
  // "FROM ... WHERE ...": the rows without the parent that they refer to. All that refer to something, where
  // it cannot be enforced.
  std::string orphans;
  // What tells one of those rows from others, as an expression: NULL where nothing does.
  std::string row;
};

// Of a table, as SQLite lists them. Result codes are SQLite's.
int ReadForeignKeys(sqlite3* db, std::string_view table, std::vector<FoundKey>* keys);
// Of all tables.
int ReadForeignKeys(sqlite3* db, std::vector<FoundKey>* keys);

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_FOUND_KEY_H_
