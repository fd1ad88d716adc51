#include "runtime/sqlite/own_tables.h"

#include <cstddef>
#include <string>

#include "runtime/message.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/sql_text.h"
#include "runtime/sqlite/statement.h"
#include "runtime/sqlite/table_exists.h"
#include "runtime/sqlite/temporary.h"

namespace instar::sqlite {
namespace {

struct OwnTable {
  std::string_view name;
  // What follows CREATE TABLE, as SQLite keeps it.
  std::string_view definition;
};

constexpr OwnTable kOwnTables[] = {
    // One row per maximal applied revision, under parents and dependencies together.
    {kVersionTable,
     "instar_version ("
     "format INTEGER NOT NULL, "
     "stream TEXT NOT NULL, "
     "revision TEXT NOT NULL, "
     "chain_hash TEXT NOT NULL, "
     "PRIMARY KEY (stream, revision))"},
    // One row per finished action, never changed again. parents: ids joined by ',', then ';' and the
    // dependencies where there are any. downgrade and compatible: unknown where NULL. started_at: ISO 8601,
    // UTC. duration: microseconds.
    {kHistoryTable,
     "instar_history ("
     "id INTEGER PRIMARY KEY, "
     "stream TEXT NOT NULL, "
     "revision TEXT NOT NULL, "
     "parents TEXT NOT NULL, "
     "action TEXT NOT NULL, "
     "meaning_hash TEXT NOT NULL, "
     "downgrade BLOB, "
     "compatible INTEGER, "
     "reason TEXT, "
     "started_at TEXT NOT NULL, "
     "duration INTEGER NOT NULL, "
     "program TEXT NOT NULL)"},
    // One row per step that was begun, from 1; those of one revision only, and all but the last are done.
    // statement: its beginning. action: as in the history. state: "begun", "failed", "done". started_at: of
    // the
    // row; ISO 8601, UTC.
    {kJournalTable,
     "instar_journal ("
     "format INTEGER NOT NULL, "
     "stream TEXT NOT NULL, "
     "step INTEGER NOT NULL, "
     "revision TEXT NOT NULL, "
     "chain_hash TEXT NOT NULL, "
     "action TEXT NOT NULL, "
     "statement TEXT NOT NULL, "
     "state TEXT NOT NULL, "
     "started_at TEXT NOT NULL, "
     "program TEXT NOT NULL, "
     "PRIMARY KEY (stream, step))"},
};
// Version and history are made together, the journal when it is needed.
constexpr std::size_t kPair = 2;
constexpr std::size_t kCount = sizeof(kOwnTables) / sizeof(kOwnTables[0]);

// All that stands on them, and on others whose names begin alike: '`' follows '_'. One comparison where an IN
// costs three times as much on each of a thousand rows.
constexpr std::string_view kOnThem =
    "SELECT type, name, tbl_name, sql FROM main.sqlite_master "
    "WHERE tbl_name COLLATE NOCASE BETWEEN 'instar_' AND 'instar`'";
constexpr std::string_view kUnderTheirNames = " OR name COLLATE NOCASE BETWEEN 'instar_' AND 'instar`'";
// A temporary trigger of the connection's own stands on them as well.
constexpr std::string_view kTemporaryOnThem =
    " UNION ALL SELECT type, name, tbl_name, sql FROM sqlite_temp_master "
    "WHERE type = 'trigger' AND tbl_name COLLATE NOCASE BETWEEN 'instar_' AND 'instar`'";

Status Changed(std::string_view type, std::string_view name) {
  return StatusOf(StatusCode::kUnknownFormat,
                  "the % '%' is not as this Instar makes it: a newer Instar did, or somebody changed it by "
                  "hand; use the newer program, restore a backup, or move it out of the way by another name "
                  "and then run `instar stamp REVISION`",
                  {type, name});
}

Status Foreign(std::string_view type, std::string_view name) {
  return StatusOf(
      StatusCode::kUnknownFormat,
      "the % '%' stands on Instar's own tables or under their name, so that what is written there "
      "cannot be trusted: drop it (DROP %), then run `instar verify`",
      {type, name, type});
}

Status Create(sqlite3* db, const OwnTable& own) {
  Statement create;
  int rc = create.Prepare(db, Concat({"CREATE TABLE IF NOT EXISTS main.", own.definition}));
  if (rc == SQLITE_OK) rc = create.Run();
  return rc == SQLITE_OK ? OkStatus() : ErrorOf(db, rc, "make Instar's tables");
}

}  // namespace

bool IsOwnTable(std::string_view name) {
  for (const OwnTable& own : kOwnTables) {
    if (SameName(name, own.name)) return true;
  }
  return false;
}

Status FindOwnTables(sqlite3* db, bool* exist) {
  *exist = false;
  // Where they are, nothing else can have their names.
  bool there = false;
  int rc = FindTable(db, "instar_version", &there);
  Statement read;
  if (rc == SQLITE_OK) {
    rc = read.Prepare(
        db, Concat({kOnThem, there ? "" : kUnderTheirNames, HasTemporary(db) ? kTemporaryOnThem : ""}));
  }
  bool found[kCount] = {};
  while (rc == SQLITE_OK && (rc = read.Step()) == SQLITE_ROW) {
    rc = SQLITE_OK;
    const std::string_view type = read.Column(0);
    const std::string_view name = read.Column(1);
    const std::string_view sql = read.Column(3);
    if (!IsOwnTable(name) && !IsOwnTable(read.Column(2))) continue;
    // What PRIMARY KEY makes.
    const bool automatic = type == "index" && read.ColumnType(3) == SQLITE_NULL;
    bool ours = automatic;
    for (std::size_t i = 0; i < kCount; ++i) {
      if (name != kOwnTables[i].name) continue;
      if (type != "table" || sql != Concat({"CREATE TABLE ", kOwnTables[i].definition})) {
        return type == "table" ? Changed(type, name) : Foreign(type, name);
      }
      ours = found[i] = true;
    }
    if (!ours) return Foreign(type, name);
  }
  if (rc != SQLITE_DONE) return ErrorOf(db, rc, "read the schema");
  *exist = found[0];
  for (std::size_t i = 1; i < kPair; ++i) {
    if (found[i] == found[0]) continue;
    return StatusOf(
        StatusCode::kUnknownFormat,
        "of Instar's tables '%' is there and '%' is not, although they are made together: somebody "
        "dropped it; restore a backup, or drop the other one too and then run `instar stamp "
        "REVISION`",
        {kOwnTables[found[0] ? 0 : i].name, kOwnTables[found[0] ? i : 0].name});
  }
  return OkStatus();
}

Status CreateOwnTables(sqlite3* db) {
  Status status;
  for (std::size_t i = 0; i < kPair && status.ok(); ++i) status = Create(db, kOwnTables[i]);
  return status;
}

Status CreateJournalTable(sqlite3* db) { return Create(db, kOwnTables[kPair]); }

}  // namespace instar::sqlite
