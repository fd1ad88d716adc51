#include "runtime/sqlite/version_store.h"

#include <algorithm>

#include "runtime/applying/hex.h"
#include "runtime/message.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/table_exists.h"

namespace instar::sqlite {
namespace {

// One row per maximal applied revision, under parents and dependencies together.
constexpr std::string_view kCreateVersion =
    "CREATE TABLE main.instar_version ("
    "format INTEGER NOT NULL, "
    "stream TEXT NOT NULL, "
    "revision TEXT NOT NULL, "
    "chain_hash TEXT NOT NULL, "
    "PRIMARY KEY (stream, revision))";

// One row per finished action, never changed again. parents: ids joined by ',', then ';' and the dependencies
// where there are any. downgrade and compatible: unknown where NULL. started_at: ISO 8601, UTC. duration:
// microseconds.
constexpr std::string_view kCreateHistory =
    "CREATE TABLE main.instar_history ("
    "id INTEGER PRIMARY KEY, "
    "stream TEXT NOT NULL, "
    "revision TEXT NOT NULL, "
    "parents TEXT NOT NULL, "
    "action TEXT NOT NULL, "
    "meaning_hash TEXT NOT NULL, "
    "downgrade BLOB, "
    "compatible INTEGER, "
    "started_at TEXT NOT NULL, "
    "duration INTEGER NOT NULL, "
    "program TEXT NOT NULL)";

void AppendIds(const Table& table, IndexRange revisions, std::string* text) {
  bool first = true;
  for (const std::uint32_t r : revisions) {
    if (!first) *text += ',';
    first = false;
    *text += table.id(r);
  }
}

std::string ParentsOf(const Table& table, std::uint32_t revision) {
  std::string text;
  AppendIds(table, table.parents(revision), &text);
  if (table.dependencies(revision).size() != 0) {
    text += ';';
    AppendIds(table, table.dependencies(revision), &text);
  }
  return text;
}

// Every refusal says which program refuses.
std::string_view HeadOf(const Table& table) {
  return table.head_count == 0 ? std::string_view("base") : table.id(table.heads[table.head_count - 1]);
}

Status Tampered(const char* what, std::string_view argument) {
  return StatusOf(
      StatusCode::kUnknownFormat,
      "the table instar_version is not as this Instar writes it: %; it was made by a newer Instar, or "
      "changed by hand: restore it from a backup",
      {Message(what, {argument})});
}

}  // namespace

std::uint32_t DigestOf(const Table& table, const Revisions& rows) {
  if (rows.empty()) return 0;
  std::uint32_t digest = 0;
  for (const std::uint32_t r : rows) {
    const std::string_view hash = table.chain_hash(r);
    for (int byte = 0; byte < 4; ++byte) {
      digest ^= static_cast<std::uint32_t>(static_cast<unsigned char>(hash[byte])) << (24 - 8 * byte);
    }
  }
  return digest == 0 ? 1 : digest;
}

int VersionStore::ReadUserVersion(std::uint32_t* value) {
  int rc = read_user_version_.Prepare(db_, "PRAGMA main.user_version");
  if (rc != SQLITE_OK) return rc;
  rc = read_user_version_.Step();
  if (rc == SQLITE_ROW) *value = static_cast<std::uint32_t>(read_user_version_.ColumnInteger(0));
  read_user_version_.Reset();
  return rc == SQLITE_ROW ? SQLITE_OK : rc == SQLITE_DONE ? SQLITE_ERROR : rc;
}

Status VersionStore::Read(Revisions* rows) {
  rows->clear();
  std::uint32_t user_version = 0;
  int rc = ReadUserVersion(&user_version);
  if (rc == SQLITE_OK && !tables_exist_) rc = FindTables();
  if (rc != SQLITE_OK) return ErrorOf(db_, rc, "read the database");

  if (tables_exist_) {
    rc = select_.Prepare(
        db_,
        "SELECT format, revision, chain_hash FROM main.instar_version WHERE stream = ?1 ORDER BY revision");
    if (rc == SQLITE_ERROR) return Tampered("%", sqlite3_errmsg(db_));
    if (rc != SQLITE_OK) return ErrorOf(db_, rc, "read instar_version");
    select_.Bind(1, std::string_view(table_->stream));
    Status status;
    while (status.ok() && (rc = select_.Step()) == SQLITE_ROW) {
      std::uint32_t revision = 0;
      status = CheckRow(*rows, &revision);
      if (status.ok()) rows->push_back(revision);
    }
    if (status.ok() && rc != SQLITE_DONE) status = ErrorOf(db_, rc, "read instar_version");
    select_.Reset();
    if (status.ok()) status = CheckMaximal(*rows);
    if (!status.ok()) return status;
  }
  owns_user_version_ =
      options_->use_user_version && (user_version == 0 || user_version == DigestOf(*table_, *rows));
  return OkStatus();
}

// Reads the whole schema: a thousand times in a long migration it would show.
int VersionStore::FindTables() {
  int rc = find_tables_.Prepare(db_,
                                "SELECT count(*) FROM main.sqlite_schema WHERE type = 'table' AND name = "
                                "'instar_version' COLLATE NOCASE");
  if (rc != SQLITE_OK) return rc;
  rc = find_tables_.Step();
  if (rc == SQLITE_ROW) tables_exist_ = find_tables_.ColumnInteger(0) != 0;
  find_tables_.Reset();
  return rc == SQLITE_ROW ? SQLITE_OK : rc == SQLITE_DONE ? SQLITE_ERROR : rc;
}

Status VersionStore::CheckRow(const Revisions& rows, std::uint32_t* revision) {
  if (select_.ColumnType(0) != SQLITE_INTEGER || select_.ColumnInteger(0) != kStoreFormat) {
    return Tampered("a row has the format '%'", select_.Column(0));
  }
  if (select_.ColumnType(1) != SQLITE_TEXT || select_.ColumnType(2) != SQLITE_TEXT) {
    return Tampered("a revision or its hash is not text", {});
  }
  const std::string_view id = select_.Column(1);
  const std::int64_t found = FindId(*table_, id);
  if (found < 0) {
    return StatusOf(
        StatusCode::kUnknownDatabaseRevision,
        "the database is at revision '%', which this program does not know (this program's head is '%'): "
        "it was migrated by a newer program or by another one; use that one",
        {id, HeadOf(*table_)});
  }
  *revision = static_cast<std::uint32_t>(found);
  if (std::find(rows.begin(), rows.end(), *revision) != rows.end()) {
    return Tampered("revision '%' stands there twice", id);
  }
  if (select_.Column(2) != HexOf(table_->chain_hash(*revision))) {
    return StatusOf(
        StatusCode::kEditedHistory,
        "the database applied revision '%' in another form: that revision, or one before it, was edited "
        "after it was applied here (this program's head is '%'); restore the released text and make the "
        "change in a new revision",
        {id, HeadOf(*table_)});
  }
  return OkStatus();
}

Status VersionStore::CheckMaximal(const Revisions& rows) const {
  if (rows.size() < 2) return OkStatus();
  if (RowsOf(*table_, AppliedBy(*table_, rows)).size() == rows.size()) return OkStatus();
  return Tampered("one of its revisions is an ancestor of another", {});
}

Status VersionStore::Write(const RowChange& change, const Revisions& rows, const HistoryEntry& entry) {
  Status status;
  // A revision before this one in the same transaction may have made them.
  if (!tables_exist_ && !TableExists(db_, "instar_version")) status = CreateTables();
  if (status.ok()) status = WriteRows(change);
  if (status.ok()) status = WriteHistory(entry);
  if (status.ok()) status = WriteDigest(rows);
  return status;
}

Status VersionStore::CreateTables() {
  for (const std::string_view sql : {kCreateVersion, kCreateHistory}) {
    Statement create;
    int rc = create.Prepare(db_, sql);
    if (rc == SQLITE_OK) rc = create.Run();
    if (rc != SQLITE_OK) return ErrorOf(db_, rc, "make Instar's tables");
  }
  return OkStatus();
}

Status VersionStore::WriteRows(const RowChange& change) {
  const std::string_view stream = table_->stream;
  int rc = SQLITE_OK;
  if (!change.removed.empty()) {
    rc = delete_.Prepare(db_, "DELETE FROM main.instar_version WHERE stream = ?1 AND revision = ?2");
  }
  for (const std::uint32_t r : change.removed) {
    if (rc != SQLITE_OK) break;
    rc = delete_.Bind(1, stream).Bind(2, table_->id(r)).Run();
  }
  if (rc == SQLITE_OK && !change.added.empty()) {
    rc = insert_.Prepare(db_,
                         "INSERT INTO main.instar_version (format, stream, revision, chain_hash) "
                         "VALUES (?1, ?2, ?3, ?4)");
  }
  for (const std::uint32_t r : change.added) {
    if (rc != SQLITE_OK) break;
    const std::string hash = HexOf(table_->chain_hash(r));
    rc = insert_.Bind(1, kStoreFormat).Bind(2, stream).Bind(3, table_->id(r)).Bind(4, hash).Run();
  }
  return rc == SQLITE_OK ? OkStatus() : ErrorOf(db_, rc, "write instar_version");
}

Status VersionStore::WriteHistory(const HistoryEntry& entry) {
  int rc = insert_history_.Prepare(db_,
                                   "INSERT INTO main.instar_history (stream, revision, parents, action, "
                                   "meaning_hash, started_at, duration, "
                                   "program) VALUES (?1, ?2, ?3, ?4, ?5, strftime('%Y-%m-%dT%H:%M:%fZ', ?6 / "
                                   "1000.0, 'unixepoch'), ?7, ?8)");
  if (rc == SQLITE_OK) {
    const std::string parents = ParentsOf(*table_, entry.revision);
    const std::string hash = HexOf(table_->meaning_hash(entry.revision));
    rc = insert_history_.Bind(1, std::string_view(table_->stream))
             .Bind(2, table_->id(entry.revision))
             .Bind(3, parents)
             .Bind(4, entry.direction == Direction::kUpgrade ? "upgrade" : "downgrade")
             .Bind(5, hash)
             .Bind(6, entry.started_at_ms)
             .Bind(7, entry.duration_us)
             .Bind(8, options_->program)
             .Run();
  }
  return rc == SQLITE_OK ? OkStatus() : ErrorOf(db_, rc, "write instar_history");
}

Status VersionStore::WriteDigest(const Revisions& rows) {
  if (!owns_user_version_) return OkStatus();
  // The field is a signed 32-bit number, and PRAGMA takes no parameters.
  const auto digest = static_cast<std::int32_t>(DigestOf(*table_, rows));
  Statement write;
  int rc = write.Prepare(db_, Message("PRAGMA main.user_version = %", {Decimal(digest)}));
  if (rc == SQLITE_OK) rc = write.Run();
  return rc == SQLITE_OK ? OkStatus() : ErrorOf(db_, rc, "write user_version");
}

}  // namespace instar::sqlite
