// Instar's own two tables and the digest in `PRAGMA user_version`.
#ifndef INSTAR_RUNTIME_SQLITE_VERSION_STORE_H_
#define INSTAR_RUNTIME_SQLITE_VERSION_STORE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "instar/options.h"
#include "instar/status.h"
#include "instar/table.h"
#include "runtime/applying/version_rows.h"
#include "runtime/planning/plan.h"
#include "runtime/sqlite/statement.h"

namespace instar::sqlite {

// The number in instar_version.format. A database of another format is refused.
inline constexpr int kStoreFormat = 1;

// What `PRAGMA user_version` holds while exactly these rows are in the version table.
std::uint32_t DigestOf(const Table& table, const Revisions& rows);

struct HistoryEntry {
  std::uint32_t revision = 0;
  Direction direction = Direction::kUpgrade;
  std::int64_t started_at_ms = 0;  // since 1970, UTC
  std::int64_t duration_us = 0;
};

class VersionStore {
 public:
  VersionStore(sqlite3* db, const Table& table, const Options& options)
      : db_(db), table_(&table), options_(&options) {}

  // SQLite result code; `value` as unsigned.
  int ReadUserVersion(std::uint32_t* value);
  // The revisions in the version table; none where the tables do not exist. Checks every field: a row that
  // this program does not know, or knows otherwise, is an error. May be busy (kBusy).
  Status Read(Revisions* rows);
  // Inside a transaction: the tables if they are missing, the version's change, its digest, the line of
  // history.
  Status Write(const RowChange& change, const Revisions& rows, const HistoryEntry& entry);
  // Inside a transaction: the digest alone, where Instar owns the field.
  Status WriteDigest(const Revisions& rows);

 private:
  int FindTables();
  Status CheckRow(const Revisions& rows, std::uint32_t* revision);
  Status CheckMaximal(const Revisions& rows) const;
  Status CreateTables();
  Status WriteRows(const RowChange& change);
  Status WriteHistory(const HistoryEntry& entry);

  sqlite3* db_;
  const Table* table_;
  const Options* options_;
  // As found by Read: what is made in a transaction may yet be rolled back.
  bool tables_exist_ = false;
  bool owns_user_version_ = false;
  Statement find_tables_, read_user_version_, select_, delete_, insert_, insert_history_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_VERSION_STORE_H_
