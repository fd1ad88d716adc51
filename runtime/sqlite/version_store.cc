#include "runtime/sqlite/version_store.h"

#include "runtime/applying/stored_revision.h"
#include "runtime/applying/version_text.h"
#include "runtime/message.h"
#include "runtime/planning/reachability.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/length_limit.h"
#include "runtime/sqlite/own_tables.h"
#include "runtime/sqlite/table_exists.h"
#include "runtime/sqlite/temporary.h"

namespace instar::sqlite {
namespace {

// Far more rows than any history has heads, far fewer than would fill the memory.
constexpr std::size_t kMostRows = 1 << 16;

Status Tampered(const char* what, std::string_view argument) {
  return StatusOf(
      StatusCode::kUnknownFormat,
      "the table instar_version is not as this Instar writes it: %; a newer Instar wrote it, or somebody "
      "changed it by hand: use the newer program, restore a backup, or, if you know where the database is, "
      "run `instar stamp --purge REVISION`",
      {Message(what, {argument})});
}

int HexDigit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

// What user_version holds while these rows stand there, whether this program knows them or not.
std::uint32_t DigestOf(const std::vector<StoredRow>& rows) {
  if (rows.empty()) return 0;
  std::uint32_t digest = 0;
  for (const StoredRow& row : rows) {
    for (int digit = 0; digit < 8; ++digit) {
      digest ^= static_cast<std::uint32_t>(HexDigit(row.chain_hash[digit])) << (28 - 4 * digit);
    }
  }
  return digest == 0 ? 1 : digest;
}

// What user_version holds half-way: beside a digest and the lowest byte of the number of rows in the journal
// what is the stream's own (FNV-1a), since others may be at the same digest, or at base.
std::uint32_t HalfWay(std::string_view stream, std::uint32_t digest, std::size_t journal_rows) {
  std::uint32_t mark = 2166136261;
  for (const char c : stream) mark = (mark ^ static_cast<unsigned char>(c)) * 16777619;
  return digest ^ (mark & ~0xFFu) ^ static_cast<std::uint32_t>(journal_rows & 0xFF);
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

const char* ActionName(Action action) {
  switch (action) {
    case Action::kUpgrade:
      return "upgrade";
    case Action::kDowngrade:
      return "downgrade";
    case Action::kStamp:
      return "stamp";
    case Action::kUnstamp:
      return "unstamp";
    case Action::kPurge:
      return "purge";
  }
  return "";
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
  Status status = ReadStored();
  return status.ok() ? Recognise(rows) : status;
}

Status VersionStore::ReadStored() {
  stored_.clear();
  was_read_ = false;
  const int rc = ReadUserVersion(&user_version_);
  if (rc != SQLITE_OK) return ErrorOf(db_, rc, "read the database");
  Status status = FindTables();
  if (status.ok() && tables_exist_) status = ReadRows();
  was_read_ = status.ok();
  const bool tells = was_read_ && Tells(user_version_, DigestOf(stored_));
  owns_user_version_ = tells || (options_->use_user_version && user_version_ == 0);
  return status;
}

bool VersionStore::Tells(std::uint32_t user_version, std::uint32_t digest) const {
  return user_version == digest || (user_version ^ HalfWay(table_->stream, digest, 0)) <= 0xFF;
}

bool VersionStore::CanHaveJournal(std::size_t rows) const {
  const std::uint32_t digest = DigestOf(stored_);
  // Where it is 0, or somebody else's, nothing was noted there.
  if (user_version_ == 0 || !Tells(user_version_, digest)) return true;
  return user_version_ == (rows == 0 ? digest : HalfWay(table_->stream, digest, rows));
}

Status VersionStore::FindTables() {
  if (tables_exist_ && !looks_again_) return OkStatus();
  int rc = read_schema_version_.Prepare(db_, "PRAGMA main.schema_version");
  if (rc == SQLITE_OK) rc = read_schema_version_.Step();
  const std::int64_t version = read_schema_version_.ColumnInteger(0);
  read_schema_version_.Reset();
  if (rc != SQLITE_ROW) return ErrorOf(db_, rc, "read the database");
  // Temporary triggers may have come without a change of this version.
  const bool same = tables_exist_ && version == schema_version_ && !HasTemporary(db_);
  looks_again_ = false;
  schema_version_ = version;
  return same ? OkStatus() : FindOwnTables(db_, &tables_exist_);
}

// All rows, so that one whose stream is no text does not pass for another stream's.
Status VersionStore::ReadRows() {
  int rc = select_.Prepare(db_, "SELECT format, stream, revision, chain_hash FROM main.instar_version");
  if (rc != SQLITE_OK) return ErrorOf(db_, rc, "read instar_version");
  const LengthLimit limit(db_);
  Status status;
  while (status.ok() && (rc = select_.Step()) == SQLITE_ROW) status = ReadRow();
  if (status.ok() && rc == SQLITE_TOOBIG) status = Tampered("a value is longer than a megabyte", {});
  if (status.ok() && rc != SQLITE_DONE) status = ErrorOf(db_, rc, "read instar_version");
  select_.Reset();
  return status;
}

Status VersionStore::ReadRow() {
  if (select_.ColumnType(1) != SQLITE_TEXT) return Tampered("a stream is not text", {});
  if (select_.Column(1) != table_->stream) return OkStatus();
  if (select_.ColumnType(0) != SQLITE_INTEGER || select_.ColumnInteger(0) != kStoreFormat) {
    return Tampered("a row has the format '%'", select_.Column(0));
  }
  if (select_.ColumnType(2) != SQLITE_TEXT || select_.ColumnType(3) != SQLITE_TEXT) {
    return Tampered("a revision or its hash is not text", {});
  }
  const std::string_view id = select_.Column(2);
  if (!IsId(id)) return Tampered("'%' is no revision's id", id);
  const std::string_view hash = select_.Column(3);
  if (!IsHash(hash)) return Tampered("the hash of revision '%' is not 64 hexadecimal digits", id);
  if (stored_.size() == kMostRows) return Tampered("it has more rows than any history has heads", {});
  stored_.push_back({std::string(id), std::string(hash)});
  return OkStatus();
}

Status VersionStore::Recognise(Revisions* rows) const {
  rows->clear();
  RevisionSet found(table_->revision_count);
  for (const StoredRow& stored : stored_) {
    std::uint32_t revision = 0;
    Status status = CheckRow(stored, &revision);
    if (!status.ok()) return status;
    if (found[revision] != 0) return Tampered("revision '%' stands there twice", stored.revision);
    found[revision] = 1;
  }
  *rows = ListOf(found);
  return CheckMaximal(*rows);
}

Status VersionStore::CheckRow(const StoredRow& stored, std::uint32_t* revision) const {
  const std::string_view id = stored.revision;
  const std::int64_t found = FindId(*table_, id);
  if (found < 0) {
    return StatusOf(
        StatusCode::kUnknownDatabaseRevision,
        "the database is at revision '%', which this program does not know: another program "
        "migrated it, or this one is older and the history tells nothing; use that program, or, if "
        "the revision is gone for good, run `instar stamp --purge REVISION`",
        {id});
  }
  *revision = static_cast<std::uint32_t>(found);
  if (stored.chain_hash != HexOf(table_->chain_hash(*revision))) {
    return StatusOf(
        StatusCode::kEditedHistory,
        "the database applied revision '%' in another form: that revision, or one before it, was "
        "edited after it was applied here; restore the released text and make the change in a new "
        "revision, or, if the database fits the new text, run `instar stamp --purge heads`",
        {id});
  }
  return OkStatus();
}

Status VersionStore::CheckMaximal(const Revisions& rows) const {
  if (rows.size() < 2) return OkStatus();
  if (RowsOf(*table_, AppliedBy(*table_, rows)).size() == rows.size()) return OkStatus();
  return Tampered("one of its revisions is an ancestor of another", {});
}

Status VersionStore::Write(const RowChange& change, const Revisions& rows, const HistoryEntry& entry) {
  return Write(change, rows, std::vector<HistoryEntry>{entry});
}

Status VersionStore::Write(const RowChange& change, const Revisions& rows,
                           const std::vector<HistoryEntry>& entries) {
  Status status;
  // A revision before this one in the same transaction may have made them.
  bool exist = tables_exist_;
  const int rc = exist ? SQLITE_OK : FindTable(db_, "instar_version", &exist);
  if (rc != SQLITE_OK) return ErrorOf(db_, rc, "look for instar_version");
  if (!exist) status = CreateOwnTables(db_);
  if (status.ok()) status = WriteRows(change);
  for (const HistoryEntry& entry : entries) {
    if (status.ok()) status = WriteHistory(entry);
  }
  if (status.ok()) status = WriteDigest(rows);
  return status;
}

Status VersionStore::RemoveRows() {
  if (!tables_exist_) return OkStatus();
  if (!owns_user_version_) {
    // The rows may be damaged, so that their digest is not what the field holds.
    std::uint32_t user_version = 0;
    const int rc = ReadUserVersion(&user_version);
    if (rc != SQLITE_OK) return ErrorOf(db_, rc, "read the database");
    owns_user_version_ = Tells(user_version, table_->head_digest);
    for (std::uint32_t r = 0; r < table_->revision_count; ++r) {
      owns_user_version_ = owns_user_version_ || Tells(user_version, DigestOf(*table_, {r}));
    }
  }
  // Not by the key: a stream that is no text, or endless, is nobody's.
  Statement remove;
  int rc = remove.Prepare(db_,
                          "DELETE FROM main.instar_version WHERE stream = ?1 OR typeof(stream) IS NOT 'text' "
                          "OR length(stream) > ?2");
  if (rc == SQLITE_OK) {
    rc = remove.Bind(1, std::string_view(table_->stream)).Bind(2, LengthLimit::kLongest).Run();
  }
  return rc == SQLITE_OK ? OkStatus() : ErrorOf(db_, rc, "write instar_version");
}

// Whatever intercepts the writing (a temporary trigger, a damaged index) must not leave a revision without
// its row.
int VersionStore::RunOnOneRow(Statement& statement) {
  const int rc = statement.Run();
  return rc == SQLITE_OK && sqlite3_changes(db_) != 1 ? SQLITE_CORRUPT : rc;
}

Status VersionStore::WriteRows(const RowChange& change) {
  const std::string_view stream = table_->stream;
  int rc = SQLITE_OK;
  if (!change.removed.empty()) {
    rc = delete_.Prepare(db_, "DELETE FROM main.instar_version WHERE stream = ?1 AND revision = ?2");
  }
  for (const std::uint32_t r : change.removed) {
    if (rc != SQLITE_OK) break;
    rc = RunOnOneRow(delete_.Bind(1, stream).Bind(2, table_->id(r)));
  }
  if (rc == SQLITE_OK && !change.added.empty()) {
    rc = insert_.Prepare(db_,
                         "INSERT INTO main.instar_version (format, stream, revision, chain_hash) "
                         "VALUES (?1, ?2, ?3, ?4)");
  }
  for (const std::uint32_t r : change.added) {
    if (rc != SQLITE_OK) break;
    const std::string hash = HexOf(table_->chain_hash(r));
    rc = RunOnOneRow(insert_.Bind(1, kStoreFormat).Bind(2, stream).Bind(3, table_->id(r)).Bind(4, hash));
  }
  return rc == SQLITE_OK ? OkStatus() : ErrorOf(db_, rc, "write instar_version");
}

Status VersionStore::WriteHistory(const HistoryEntry& entry) {
  int rc =
      insert_history_.Prepare(db_,
                              "INSERT INTO main.instar_history (stream, revision, parents, action, "
                              "meaning_hash, started_at, duration, program, downgrade, compatible, reason) "
                              "VALUES (?1, ?2, ?3, ?4, ?5, strftime('%Y-%m-%dT%H:%M:%fZ', ?6 / 1000.0, "
                              "'unixepoch'), ?7, ?8, ?9, ?10, ?11)");
  if (rc == SQLITE_OK) {
    const bool of_revision = entry.revision != kNoRevision;
    const std::string_view id = of_revision ? table_->id(entry.revision) : std::string_view("");
    const std::string parents = of_revision ? ParentsOf(*table_, entry.revision) : std::string();
    const std::string hash = of_revision ? HexOf(table_->meaning_hash(entry.revision)) : std::string();
    insert_history_.Bind(1, std::string_view(table_->stream))
        .Bind(2, id)
        .Bind(3, parents)
        .Bind(4, ActionName(entry.action))
        .Bind(5, hash)
        .Bind(6, entry.started_at_ms)
        .Bind(7, entry.duration_us)
        .Bind(8, CutText(options_->program))
        .BindNull(9)
        .BindNull(10)
        .BindNull(11);
    const bool applies = entry.action == Action::kUpgrade || entry.action == Action::kStamp;
    const std::string stored = applies ? StoredOf(entry.revision) : std::string();
    if (!stored.empty()) insert_history_.BindBlob(9, stored);
    if (applies && (table_->compatible(entry.revision) || table_->breaking(entry.revision))) {
      insert_history_.Bind(10, table_->compatible(entry.revision) ? 1 : 0);
      const std::string_view reason = CutText(table_->compatibility_reason(entry.revision));
      if (!reason.empty()) insert_history_.Bind(11, reason);
    }
    rc = RunOnOneRow(insert_history_);
  }
  return rc == SQLITE_OK ? OkStatus() : ErrorOf(db_, rc, "write instar_history");
}

std::string VersionStore::StoredOf(std::uint32_t revision) const {
  const DialectSteps* const steps = table_->Find(Dialect::kSqlite);
  return steps == nullptr ? std::string() : EncodeStored(*table_, *steps, revision);
}

Status VersionStore::WriteDigest(const Revisions& rows, std::size_t journal_rows) {
  if (!owns_user_version_) return OkStatus();
  // A digest that another program left there would lie from now on, also where this one wants none.
  std::uint32_t value = options_->use_user_version ? DigestOf(*table_, rows) : 0;
  if (options_->use_user_version && journal_rows != 0) value = HalfWay(table_->stream, value, journal_rows);
  // The field is a signed 32-bit number, and PRAGMA takes no parameters.
  const auto digest = static_cast<std::int32_t>(value);
  Statement write;
  int rc = write.Prepare(db_, Message("PRAGMA main.user_version = %", {Decimal(digest)}));
  if (rc == SQLITE_OK) rc = write.Run();
  return rc == SQLITE_OK ? OkStatus() : ErrorOf(db_, rc, "write user_version");
}

}  // namespace instar::sqlite
