#include "runtime/sqlite/found_key.h"

#include <cstddef>
#include <cstdint>
#include <utility>

#include "runtime/sqlite/found_table.h"
#include "runtime/sqlite/sql_text.h"
#include "runtime/sqlite/statement.h"

namespace instar::sqlite {
namespace {

// A statement that is done without an error is no result of interest.
int Ended(int rc) { return rc == SQLITE_DONE ? SQLITE_OK : rc; }

struct WrittenKey {
  std::string parent;
  std::vector<std::string> columns;
  std::vector<std::string> parent_columns;  // empty: the parent's primary key
};

int ReadWrittenKeys(sqlite3* db, std::string_view table, std::vector<WrittenKey>* keys) {
  Statement read;
  int rc = read.Prepare(db, Concat({"PRAGMA main.foreign_key_list(", QuotedName(table), ")"}));
  while (rc == SQLITE_OK && (rc = read.Step()) == SQLITE_ROW) {
    // Each begins with its first column.
    if (read.ColumnInteger(1) == 0) keys->emplace_back().parent = read.Column(2);
    keys->back().columns.emplace_back(read.Column(3));
    if (read.ColumnType(4) != SQLITE_NULL) keys->back().parent_columns.emplace_back(read.Column(4));
    rc = SQLITE_OK;
  }
  return Ended(rc);
}

std::vector<std::string> PrimaryKeyOf(const FoundTable& table) {
  std::vector<std::string> columns;
  for (std::int64_t position = 1;; ++position) {
    const std::size_t found = columns.size();
    for (const FoundColumn& column : table.columns) {
      if (column.key_position == position) columns.push_back(column.name);
    }
    if (columns.size() == found) return columns;
  }
}

// Whether the index finds the same values equal as the columns themselves do.
bool HasCollationOf(sqlite3* db, const std::string& table, const std::string& column,
                    std::string_view collation) {
  const char* own = nullptr;
  const int rc = sqlite3_table_column_metadata(db, "main", table.c_str(), column.c_str(), nullptr, &own,
                                               nullptr, nullptr, nullptr);
  return rc == SQLITE_OK && own != nullptr && SameName(own, collation);
}

// Whether the index is on exactly these columns.
int IsOn(sqlite3* db, std::string_view index, const std::string& table,
         const std::vector<std::string>& columns, bool* is_on) {
  Statement read;
  int rc = read.Prepare(db, Concat({"PRAGMA main.index_xinfo(", QuotedName(index), ")"}));
  std::size_t count = 0;
  std::size_t wanted = 0;
  while (rc == SQLITE_OK && (rc = read.Step()) == SQLITE_ROW) {
    rc = SQLITE_OK;
    // Not the rowid, which stands in every index.
    if (read.ColumnInteger(5) == 0) continue;
    ++count;
    for (const std::string& column : columns) {
      if (SameName(column, read.Column(2)) && HasCollationOf(db, table, column, read.Column(4))) ++wanted;
    }
  }
  *is_on = count == columns.size() && wanted == count;
  return Ended(rc);
}

int FindUniqueIndex(sqlite3* db, const std::string& table, const std::vector<std::string>& columns,
                    bool* found) {
  Statement read;
  int rc = read.Prepare(db, Concat({"PRAGMA main.index_list(", QuotedName(table), ")"}));
  while (rc == SQLITE_OK && !*found && (rc = read.Step()) == SQLITE_ROW) {
    const bool partial = read.ColumnInteger(4) != 0;
    rc = read.ColumnInteger(2) != 0 && !partial ? IsOn(db, read.Column(1), table, columns, found) : SQLITE_OK;
  }
  return Ended(rc);
}

// Fills in the primary key where the key names no columns.
int FindParent(sqlite3* db, WrittenKey* key, bool* enforceable) {
  FoundTable parent;
  int rc = ReadTable(db, key->parent, {}, &parent);
  if (rc != SQLITE_OK || !parent.exists) return rc;
  const std::vector<std::string> primary = PrimaryKeyOf(parent);
  if (key->parent_columns.empty()) {
    key->parent_columns = primary;
    *enforceable = primary.size() == key->columns.size();
    return rc;
  }
  *enforceable = parent.key_is_rowid && primary.size() == 1 && key->parent_columns.size() == 1 &&
                 SameName(primary[0], key->parent_columns[0]);
  return *enforceable ? rc : FindUniqueIndex(db, parent.name, key->parent_columns, enforceable);
}

// What SQLite itself compares: the child's value as the parent's column would take it, which a plus before it
// makes of it, and as that column collates, which stands left.
std::string Orphans(std::string_view table, const WrittenKey& key, bool enforceable) {
  std::string refers, is_parent;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const std::string column = Concat({"child.", QuotedName(key.columns[i])});
    refers.append(i == 0 ? " WHERE " : " AND ").append(column).append(" IS NOT NULL");
    if (!enforceable) continue;
    is_parent.append(i == 0 ? "" : " AND ");
    is_parent.append(Concat({"parent.", QuotedName(key.parent_columns[i]), " = +", column}));
  }
  const std::string from = Concat({"FROM main.", QuotedName(table), " AS child", refers});
  return enforceable ? Concat({from, " AND NOT EXISTS (SELECT 1 FROM main.", QuotedName(key.parent),
                               " AS parent WHERE ", is_parent, ")"})
                     : from;
}

int FindRowid(sqlite3* db, std::string_view table, std::string* row) {
  FoundTable found;
  const int rc = ReadColumns(db, table, &found);
  const std::string name(table);
  const std::string rowid(RowidName(found, false));
  const bool has =
      !rowid.empty() && sqlite3_table_column_metadata(db, "main", name.c_str(), rowid.c_str(), nullptr,
                                                      nullptr, nullptr, nullptr, nullptr) == SQLITE_OK;
  *row = has ? Concat({"child.", rowid}) : "NULL";
  return rc;
}

}  // namespace

int ReadForeignKeys(sqlite3* db, std::string_view table, std::vector<FoundKey>* keys) {
  std::vector<WrittenKey> written;
  std::string row;
  int rc = ReadWrittenKeys(db, table, &written);
  if (rc == SQLITE_OK && !written.empty()) rc = FindRowid(db, table, &row);
  for (WrittenKey& key : written) {
    FoundKey found{std::string(table), key.parent, false, "", row};
    if (rc == SQLITE_OK) rc = FindParent(db, &key, &found.enforceable);
    if (rc != SQLITE_OK) return rc;
    found.orphans = Orphans(table, key, found.enforceable);
    keys->push_back(std::move(found));
  }
  return rc;
}

int ReadForeignKeys(sqlite3* db, std::vector<FoundKey>* keys) {
  Statement tables;
  int rc = tables.Prepare(db, "SELECT name FROM main.sqlite_master WHERE type = 'table' AND rootpage > 0");
  while (rc == SQLITE_OK && (rc = tables.Step()) == SQLITE_ROW) {
    rc = ReadForeignKeys(db, tables.Column(0), keys);
  }
  return Ended(rc);
}

}  // namespace instar::sqlite
