// The version of a database: Instar's own tables and the digest in `PRAGMA user_version`.
#ifndef INSTAR_RUNTIME_SQLITE_VERSION_STORE_H_
#define INSTAR_RUNTIME_SQLITE_VERSION_STORE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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

enum class Action { kUpgrade, kDowngrade, kStamp, kUnstamp, kPurge };

// What stands in instar_history.action.
const char* ActionName(Action action);

// For an action on the whole stream.
inline constexpr std::uint32_t kNoRevision = 0xFFFFFFFF;

struct HistoryEntry {
  std::uint32_t revision = kNoRevision;
  Action action = Action::kUpgrade;
  std::int64_t started_at_ms = 0;  // since 1970, UTC
  std::int64_t duration_us = 0;
};

// A row of instar_version as it stands there, whether this program knows the revision or not.
struct StoredRow {
  std::string revision;
  std::string chain_hash;  // in hexadecimal
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
  // The next reading looks for the tables again, and at their form, where the schema has changed since:
  // between two looks without a lock somebody may have changed them.
  void LookAgain() { looks_again_ = true; }
  // The same as Read() in two parts: what stands there, and what this program makes of it.
  Status ReadStored();
  Status Recognise(Revisions* rows) const;
  // As the last reading found them; also when it failed on one of them.
  const std::vector<StoredRow>& stored() const { return stored_; }
  // Whether that is all: the last reading met nothing that it could not read.
  bool was_read() const { return was_read_; }
  bool tables_exist() const { return tables_exist_; }
  // Whether the journal can have so many rows, as far as user_version tells: false where somebody removed
  // some, or added them.
  bool CanHaveJournal(std::size_t rows) const;

  // Inside a transaction: the tables if they are missing, the version's change, its digest, the lines of
  // history. A row that is not there to be removed, or does not arrive, is an error.
  Status Write(const RowChange& change, const Revisions& rows, const HistoryEntry& entry);
  // Inside a transaction: user_version alone, where Instar owns the field. Half-way through a revision, with
  // so many rows in the journal, it holds no digest: nobody may take the database for one at head.
  Status WriteDigest(const Revisions& rows, std::size_t journal_rows = 0);
  Status Write(const RowChange& change, const Revisions& rows, const std::vector<HistoryEntry>& entries);
  // Inside a transaction: forgets every row of the stream, whatever it holds.
  Status RemoveRows();

 private:
  // Looking for them reads the whole schema: a thousand times in a long migration it would show.
  Status FindTables();
  // Whether user_version is this stream's, of these rows: their digest, or what stands there half-way.
  bool Tells(std::uint32_t user_version, std::uint32_t digest) const;
  Status ReadRows();
  Status ReadRow();
  Status CheckRow(const StoredRow& stored, std::uint32_t* revision) const;
  Status CheckMaximal(const Revisions& rows) const;
  std::string StoredOf(std::uint32_t revision) const;
  int RunOnOneRow(Statement& statement);
  Status WriteRows(const RowChange& change);
  Status WriteHistory(const HistoryEntry& entry);

  sqlite3* db_;
  const Table* table_;
  const Options* options_;
  std::vector<StoredRow> stored_;
  bool was_read_ = false;
  // As found by Read: what is made in a transaction may yet be rolled back.
  bool tables_exist_ = false;
  std::uint32_t user_version_ = 0;
  bool looks_again_ = false;
  // Of the schema in which they were found.
  std::int64_t schema_version_ = 0;
  bool owns_user_version_ = false;
  Statement read_user_version_, read_schema_version_, select_, delete_, insert_, insert_history_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_VERSION_STORE_H_
