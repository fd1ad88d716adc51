#include "runtime/sqlite/reset.h"

#include <chrono>
#include <cstdint>
#include <string_view>
#include <utility>

#include "runtime/applying/schema_change.h"
#include "runtime/applying/schema_parts.h"
#include "runtime/planning/plan.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/foreign_keys.h"
#include "runtime/sqlite/journal.h"
#include "runtime/sqlite/own_tables.h"
#include "runtime/sqlite/preconditions.h"
#include "runtime/sqlite/purge.h"
#include "runtime/sqlite/sql_text.h"
#include "runtime/sqlite/statement.h"
#include "runtime/sqlite/transaction.h"
#include "runtime/sqlite/version_store.h"

namespace instar::sqlite {
namespace {

class Resetter {
 public:
  Resetter(sqlite3* db, const Table& table, const Options& options)
      : db_(db),
        table_(&table),
        steps_(table.Find(Dialect::kSqlite)),
        options_(&options),
        patience_(options.lock_timeout_ms),
        store_(db, table, options),
        journal_(db, table, options) {}

  Reset Run(bool only_look) {
    found_.status =
        CheckPreconditions({db_, table_, steps_, options_, Direction::kDowngrade, RebuildForm::kFastest});
    if (found_.status.ok()) found_.status = RunLocked(only_look);
    return std::move(found_);
  }

 private:
  Status RunLocked(bool only_look) {
    // A table that others refer to goes without a word to them: those are on the list, or somebody else's.
    ForeignKeySetting foreign_keys(db_);
    Status status = foreign_keys.Set(false);
    if (!status.ok()) return status;
    Transaction transaction(db_);
    int rc = transaction.Begin(patience_);
    if (rc != SQLITE_OK) return ErrorOf(db_, rc, "begin a transaction");
    status = FindMade();
    if (status.ok()) status = FindObjects();
    if (!status.ok() || only_look) return status;
    for (const ResetObject& object : found_.dropped) {
      if (status.ok()) status = Drop(object);
    }
    if (status.ok()) status = ForgetVersion();
    if (!status.ok()) return status;
    rc = transaction.Commit(patience_);
    return rc == SQLITE_OK ? OkStatus() : ErrorOf(db_, rc, "commit");
  }

  // What the migrations made: the schema of the database's own revisions, or of all there are.
  Status FindMade() {
    Status status = store_.ReadStored();
    if (!status.ok() && status.code() != StatusCode::kUnknownFormat) return status;
    for (const StoredRow& row : store_.stored()) found_.from.push_back(row.revision);
    // Where Instar never was, nothing is ours.
    Revisions rows;
    const bool known = !store_.tables_exist() || (status.ok() && store_.Recognise(&rows).ok());
    const RevisionSet applied = known ? AppliedBy(*table_, rows) : RevisionSet(table_->revision_count, 1);
    for (std::uint32_t r = 0; r < table_->revision_count; ++r) {
      if (applied[r] == 0) continue;
      SchemaParts parts;
      // Where the version is not known, what one revision makes another may not drop.
      if (!ApplySchemaChange(table_->schema_change(*steps_, r), known ? &made_ : &parts)) {
        return Status(StatusCode::kInvalidArgument,
                      "the compiled migrations are damaged: build the program again");
      }
      made_.merge(parts);
    }
    return OkStatus();
  }

  bool IsMade(std::string_view name) const {
    for (const PartKind kind : {PartKind::kTable, PartKind::kView, PartKind::kVirtualTable}) {
      if (made_.find(KeyOf({kind, std::string(name), "", ""})) != made_.end()) return true;
    }
    return false;
  }

  // Shadow tables go with their virtual table.
  Status FindObjects() {
    Statement read;
    int rc = read.Prepare(db_,
                          "SELECT iif(type = 'view', 'view', 'table'), name FROM pragma_table_list WHERE "
                          "schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                          "ORDER BY type = 'view' DESC, name");
    if (rc != SQLITE_OK) return ErrorOf(db_, rc, "read the schema");
    while ((rc = read.Step()) == SQLITE_ROW) {
      ResetObject object{std::string(read.Column(0)), std::string(read.Column(1))};
      if (IsOwnTable(object.name)) continue;
      (IsMade(object.name) ? found_.dropped : found_.kept).push_back(std::move(object));
    }
    return rc == SQLITE_DONE ? OkStatus() : ErrorOf(db_, rc, "read the schema");
  }

  Status Drop(const ResetObject& object) {
    Statement drop;
    const char* const verb = object.type == "view" ? "DROP VIEW main." : "DROP TABLE main.";
    const std::string sql = Concat({verb, QuotedName(object.name)});
    int rc = drop.Prepare(db_, sql);
    if (rc == SQLITE_OK) rc = drop.Run();
    return rc == SQLITE_OK ? OkStatus() : ErrorOf(db_, rc, Concat({"drop ", object.type, " ", object.name}));
  }

  Status ForgetVersion() {
    if (!store_.tables_exist()) return OkStatus();
    Status status = Purge(db_, *table_, store_);
    if (status.ok()) status = journal_.Clear();
    if (!status.ok()) return status;
    const std::int64_t now = std::chrono::duration_cast<std::chrono::milliseconds>(
                                 std::chrono::system_clock::now().time_since_epoch())
                                 .count();
    return store_.Write({}, {}, HistoryEntry{kNoRevision, Action::kPurge, now, 0});
  }

  sqlite3* db_;
  const Table* table_;
  const DialectSteps* steps_;
  const Options* options_;
  Patience patience_;
  VersionStore store_;
  Journal journal_;
  SchemaParts made_;
  Reset found_;
};

}  // namespace

Reset ResetDatabase(sqlite3* db, const Table& table, const Options& options, bool only_look) {
  return Resetter(db, table, options).Run(only_look);
}

}  // namespace instar::sqlite
