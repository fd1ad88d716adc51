// A rebuild that edits the text in the schema: SQLite's documented procedure for changes that leave every
// stored byte as it is.
#include "runtime/message.h"
#include "runtime/sqlite/config_setting.h"
#include "runtime/sqlite/rebuild.h"
#include "runtime/sqlite/sql_text.h"
#include "runtime/sqlite/statement.h"

namespace instar::sqlite {
namespace {

std::string_view Trimmed(std::string_view sql) {
  while (!sql.empty() && (sql.back() == ';' || sql.back() == ' ' || sql.back() == '\n')) sql.remove_suffix(1);
  return sql;
}

// SQLite keeps a text from the name on.
bool MakesTheSame(std::string_view kept, std::string_view sql) {
  ObjectText a;
  ObjectText b;
  return TakeApart(kept, &a) && TakeApart(sql, &b) && a.unique == b.unique &&
         Trimmed(a.from_name) == Trimmed(b.from_name);
}

bool Has(const std::vector<FoundObject>& objects, const FoundObject& object) {
  for (const FoundObject& other : objects) {
    if (other.type == object.type && SameName(other.name, object.name) &&
        MakesTheSame(other.sql, object.sql)) {
      return true;
    }
  }
  return false;
}

}  // namespace

// `made` is what the new definition really makes. A text that would not describe the rows and indexes that
// are there must never get into the schema.
bool Rebuilder::TryEdit(const FoundTable& made, bool* done) {
  const bool edit_defaults = has(kRebuildDefaultEdit);
  const bool without_rowid = has(kRebuildWithoutRowid);
  if ((!has(kRebuildSchemaEdit) && !edit_defaults) || !in_order_ || !SameColumns(made, found_) ||
      made.automatic_indexes != found_.automatic_indexes || without_rowid != has(kRebuildOldWithoutRowid) ||
      (edit_defaults ? without_rowid : !SameDefaults(made, found_)) || !MayEditSchema(db_)) {
    return true;
  }
  bool short_row = false;
  if (!CheckRows() || !Execute("SAVEPOINT instar_edit") || !Execute({"DROP TABLE ", new_quoted_}) ||
      (edit_defaults && !FindShortRow(made, &short_row))) {
    return false;
  }
  if (short_row) return Execute("ROLLBACK TO instar_edit") && Execute("RELEASE instar_edit");
  form_ = RebuildForm::kSchemaEdit;
  *done = true;
  return EditSchema(rebuild_->definition, made) && Execute("RELEASE instar_edit") && AdjustObjects();
}

// One that was written before an ADD COLUMN reads that column's default from the schema. An index would not
// tell: it keeps what was read when the row came into it.
bool Rebuilder::FindShortRow(const FoundTable& made, bool* found) {
  if (!EditSchema(rebuild_->probe_definition, made)) return false;
  Statement find;
  int rc = find.Prepare(db_, rebuild_->probe);
  if (rc == SQLITE_OK) rc = find.Step();
  *found = rc == SQLITE_ROW;
  return *found || rc == SQLITE_DONE || FailWith(rc);
}

bool Rebuilder::EditSchema(std::string_view definition, const FoundTable& made) {
  {
    const ConfigSetting writable(db_, SQLITE_DBCONFIG_WRITABLE_SCHEMA);
    if (!Execute("UPDATE main.sqlite_master SET sql = ?1 WHERE type = 'table' AND name = ?2",
                 Concat({"CREATE TABLE ", rebuild_->table, " ", definition}), found_.name) ||
        !SchemaChangedByHand()) {
      return false;
    }
  }
  FoundTable now;
  if (const int rc = ReadColumns(db_, found_.name, &now); rc != SQLITE_OK) return FailWith(rc);
  return SameColumns(now, made) ||
         Fail(StatusCode::kStepFailed, "the edited schema does not read as it was written");
}

// Makes this connection and all others read the schema again. The version last: it marks the transaction as
// one that changed the schema, and the reset takes that mark away, without which a rollback would leave the
// edited schema in memory.
bool Rebuilder::SchemaChangedByHand() {
  std::int64_t version = 0;
  {
    Statement read;
    int rc = read.Prepare(db_, "PRAGMA main.schema_version");
    if (rc == SQLITE_OK) rc = read.Step();
    if (rc != SQLITE_ROW) return FailWith(rc);
    version = read.ColumnInteger(0);
  }
  const auto next = static_cast<std::int32_t>(static_cast<std::uint32_t>(version) + 1);
  return Execute("PRAGMA writable_schema = RESET") &&
         Execute(Message("PRAGMA main.schema_version = %", {Decimal(next)}));
}

bool Rebuilder::AdjustObjects() {
  for (const FoundObject& found : found_.objects) {
    if (!Has(wanted_, found) && !DropObject(found)) return false;
  }
  for (const FoundObject& wanted : wanted_) {
    if (!Has(found_.objects, wanted) && !MakeObject(wanted)) return false;
  }
  return true;
}

}  // namespace instar::sqlite
