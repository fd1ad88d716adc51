// A table as it really is in the database, which may not be as its migrations made it.
#ifndef INSTAR_RUNTIME_SQLITE_FOUND_TABLE_H_
#define INSTAR_RUNTIME_SQLITE_FOUND_TABLE_H_

#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace instar::sqlite {

struct FoundColumn {
  std::string name;
  std::string default_text;
  std::int64_t key_position = 0;  // in the primary key, from 1; 0: not in it
  bool generated = false;
};

struct FoundObject {
  std::string type;  // "index" or "trigger"
  std::string name;
  std::string sql;
  bool temporary = false;  // a trigger of the connection's own
};

struct FoundTable {
  bool exists = false;
  std::string name;  // in the case that it was made with
  std::vector<FoundColumn> columns;
  // Those with a text of their own: not what UNIQUE and PRIMARY KEY make.
  std::vector<FoundObject> objects;
  int automatic_indexes = 0;
  // Which of SQLite's own tables are there.
  bool has_marks = false;               // sqlite_sequence
  std::vector<std::string> statistics;  // sqlite_stat1, sqlite_stat4
  // What has the name that the new table needs.
  std::string in_the_way;
  // A column is the rowid: INTEGER PRIMARY KEY. It keeps the rowids when it is copied.
  bool key_is_rowid = false;
  bool has_generated = false;
};

// Result codes are SQLite's.
int ReadTable(sqlite3* db, std::string_view name, std::string_view new_name, FoundTable* table);
// Only what the columns tell.
int ReadColumns(sqlite3* db, std::string_view name, FoundTable* table);

// A name that means the rowid; empty when columns have taken all three, or there is none.
std::string_view RowidName(const FoundTable& table, bool without_rowid);

// The same columns in the same order, alike in all that PRAGMA table_xinfo tells but type, NOT NULL and
// default.
bool SameColumns(const FoundTable& a, const FoundTable& b);
bool SameDefaults(const FoundTable& a, const FoundTable& b);

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_FOUND_TABLE_H_
