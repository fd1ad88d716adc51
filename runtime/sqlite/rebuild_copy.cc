// Rebuilds that copy the rows.
#include "runtime/message.h"
#include "runtime/sqlite/config_setting.h"
#include "runtime/sqlite/rebuild.h"
#include "runtime/sqlite/sql_text.h"
#include "runtime/sqlite/statement.h"

namespace instar::sqlite {
namespace {

// So many rows go through a temporary table as fast as RENAME parses a schema of three tables, and eight
// times as fast as one of 250 (measured).
constexpr std::int64_t kSmall = 500;

// "ORDER BY 2, 1" over the copied columns, for a table that is kept in the order of its key.
std::string KeyOrder(const FoundTable& made, const std::vector<std::string_view>& columns) {
  std::string order;
  for (std::int64_t position = 1;; ++position) {
    bool found = false;
    for (const FoundColumn& column : made.columns) {
      if (column.key_position != position) continue;
      for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!Names(columns[i], column.name)) continue;
        found = true;
        order.append(order.empty() ? " ORDER BY " : ", ")
            .append(Decimal(static_cast<std::int64_t>(i) + 1).operator std::string_view());
      }
    }
    if (!found) return order;
  }
}

}  // namespace

bool Rebuilder::FindOutWhetherSmall(bool* small) {
  Statement count;
  int rc = count.Prepare(db_, Concat({"SELECT count(*) FROM (SELECT 1 FROM ", old_quoted_, " LIMIT ?1)"}));
  if (rc == SQLITE_OK) rc = count.Bind(1, kSmall + 1).Step();
  if (rc != SQLITE_ROW) return FailWith(rc);
  *small = count.ColumnInteger(0) <= kSmall;
  return true;
}

// The table is dropped and made under its own name: there is nothing to rename.
bool Rebuilder::CopyThroughTemporary() {
  form_ = RebuildForm::kTemporaryCopy;
  const std::string temporary = Concat({"temp.", QuotedName(new_name_)});
  const std::string_view old_rowid = RowidName(found_, has(kRebuildOldWithoutRowid));
  // Columns without a type keep every value as it is.
  std::string kept;
  for (std::size_t i = 0; i < rebuild_->columns.size(); ++i) {
    kept.append(i == 0 ? "c" : ", c")
        .append(Decimal(static_cast<std::int64_t>(i)).operator std::string_view());
  }
  const std::string all = Concat({old_rowid.empty() ? "" : "r, ", kept});
  if (!CheckRows() || !Execute({"CREATE TABLE ", temporary, " (", all, ")"}) ||
      !Execute({"INSERT INTO ", temporary, " SELECT ", List(rebuild_->expressions, old_rowid), " FROM ",
                old_quoted_}) ||
      !MoveMark(found_.name, new_name_) || !MoveStatistics(found_.name, new_name_) ||
      !Execute({"DROP TABLE ", old_quoted_}) ||
      !Execute({"CREATE TABLE ", old_quoted_, " ", rebuild_->definition})) {
    return false;
  }
  FoundTable made;
  if (const int rc = ReadColumns(db_, rebuild_->plain_name, &made); rc != SQLITE_OK) return FailWith(rc);
  const std::string_view new_rowid = NewRowid(made);
  return Execute({"INSERT OR ABORT INTO ", old_quoted_, " (", List(rebuild_->columns, new_rowid), ") SELECT ",
                  new_rowid.empty() ? kept : all, " FROM ", temporary}) &&
         Execute({"DROP TABLE ", temporary}) && MoveMark(new_name_, rebuild_->plain_name) &&
         MoveStatistics(new_name_, rebuild_->plain_name) && MakeObjects({});
}

bool Rebuilder::MakeNewTable(FoundTable* made) {
  if (!Execute({"CREATE TABLE ", new_quoted_, " ", rebuild_->definition})) return false;
  const int rc = ReadTable(db_, new_name_, {}, made);
  return rc == SQLITE_OK || FailWith(rc);
}

bool Rebuilder::CopyThroughNew(const FoundTable& made) {
  // Otherwise RENAME fails where a view names the table, which is not there at that moment, and rewrites what
  // refers to it.
  const ConfigSetting legacy(db_, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE);
  std::vector<MovedIndex> moved;
  bool done = false;
  if (form_ != RebuildForm::kRowByRow && !TryTransfer(made, &moved, &done)) return false;
  form_ = done ? RebuildForm::kRawTransfer : RebuildForm::kRowByRow;
  return (done || CopyRows(made)) && MoveMark(found_.name, new_name_) &&
         MoveStatistics(found_.name, new_name_) && Execute({"DROP TABLE ", old_quoted_}) &&
         Execute({"ALTER TABLE ", new_quoted_, " RENAME TO ", rebuild_->table}) && GiveNames(moved) &&
         MoveStatistics(new_name_, rebuild_->plain_name) && MakeObjects(moved);
}

// SQLite decides by itself whether it copies raw; if it does not, indexes that are there already would make
// the copy five times slower. Without an INTEGER PRIMARY KEY it may number the rows anew.
bool Rebuilder::TryTransfer(const FoundTable& made, std::vector<MovedIndex>* moved, bool* done) {
  const bool keeps_rowids =
      has(kRebuildWithoutRowid) ? has(kRebuildOldWithoutRowid) : made.key_is_rowid && found_.key_is_rowid;
  if (!has(kRebuildSameStorage) || !in_order_ || !keeps_rowids || made.has_generated ||
      found_.has_generated || made.columns.size() != found_.columns.size()) {
    return true;
  }
  const std::string copy = Concat({"INSERT OR ABORT INTO ", new_quoted_, " SELECT * FROM ", old_quoted_});
  if (!MakeMovedIndexes(moved) || !IsRawTransfer(copy, done)) return false;
  if (*done) return ShowRows(true) && Execute(copy);
  for (const MovedIndex& index : *moved) {
    if (!Execute({"DROP INDEX main.", QuotedName(index.temporary_name)})) return false;
  }
  moved->clear();
  return true;
}

// Those that the old table has too, so that their pages can be copied. They need another name until it is
// gone, and only an edit of the schema gives an index another name.
bool Rebuilder::MakeMovedIndexes(std::vector<MovedIndex>* moved) {
  if (!MayEditSchema(db_)) return true;
  for (const FoundObject& object : wanted_) {
    ObjectText text;
    bool there = false;
    for (const FoundObject& found : found_.objects) {
      there = there || (found.type == "index" && SameName(found.name, object.name));
    }
    if (!there || object.type != "index" || !TakeApart(object.sql, &text)) continue;
    const std::string_view create = text.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
    const std::string name = Concat({"instar_new_", object.name});
    // An index that cannot be made under these names is made in the end.
    if (Execute({create, "main.", QuotedName(name), " ON ", QuotedName(new_name_), text.rest})) {
      moved->push_back({object.name, name, Concat({create, text.from_name})});
    } else if (!MayTryOtherwise()) {
      return false;
    }
  }
  return true;
}

bool Rebuilder::IsRawTransfer(std::string_view sql, bool* raw) {
  Statement explain;
  int rc = explain.Prepare(db_, Concat({"EXPLAIN ", sql}));
  while (rc == SQLITE_OK && (rc = explain.Step()) == SQLITE_ROW) {
    // Either takes a row without looking at its columns; which one depends on the library.
    const std::string_view opcode = explain.Column(1);
    *raw = *raw || opcode == "RowCell" || opcode == "RowData";
    rc = SQLITE_OK;
  }
  return rc == SQLITE_DONE || FailWith(rc);
}

// OR ABORT, because a conflict clause of the table itself (UNIQUE ON CONFLICT IGNORE) would lose rows
// silently.
bool Rebuilder::CopyRows(const FoundTable& made) {
  // A key that now numbers the rows would give numbers to NULLs.
  if (made.key_is_rowid && !found_.key_is_rowid && !CheckRows()) return false;
  const std::string_view new_rowid = NewRowid(made);
  const std::string_view old_rowid =
      new_rowid.empty() ? std::string_view() : RowidName(found_, has(kRebuildOldWithoutRowid));
  const std::string order = has(kRebuildWithoutRowid) ? KeyOrder(made, rebuild_->columns) : std::string();
  if (!ShowRows(false)) return false;
  if (Execute({"INSERT OR ABORT INTO ", new_quoted_, " (", List(rebuild_->columns, new_rowid), ") SELECT ",
               List(rebuild_->expressions, old_rowid), " FROM ", old_quoted_, order})) {
    return true;
  }
  // The rows that are in the way say more than the name of a constraint.
  const StatusCode code = code_;
  const std::string reason = reason_;
  return CheckRows() && Fail(code, reason);
}

// Counting reads every page of the table, or of a smaller index: little beside what follows, but nothing to
// do for nobody.
bool Rebuilder::ShowRows(bool transferred) {
  if (!watch_->is_seen()) return true;
  const bool by_rowid = transferred && !has(kRebuildOldWithoutRowid);
  const std::string_view rowid = by_rowid ? RowidName(found_, false) : std::string_view("0");
  Statement count;
  int rc = count.Prepare(
      db_, Concat({"SELECT (SELECT count(*) FROM ", old_quoted_, "), (SELECT min(", rowid, ") FROM ",
                   old_quoted_, "), (SELECT max(", rowid, ") FROM ", old_quoted_, ")"}));
  if (rc == SQLITE_OK) rc = count.Step();
  if (rc != SQLITE_ROW) return FailWith(rc);
  std::size_t indexes = 0;
  for (const FoundObject& object : wanted_) indexes += object.type == "index" ? 1 : 0;
  watch_->ExpectRows(count.ColumnInteger(0), transferred ? 1 : 1 + indexes);
  if (by_rowid) watch_->FollowRowids(count.ColumnInteger(1), count.ColumnInteger(2));
  return true;
}

bool Rebuilder::GiveNames(const std::vector<MovedIndex>& moved) {
  if (moved.empty()) return true;
  const ConfigSetting writable(db_, SQLITE_DBCONFIG_WRITABLE_SCHEMA);
  for (const MovedIndex& index : moved) {
    Statement update;
    int rc = update.Prepare(
        db_, "UPDATE main.sqlite_master SET name = ?1, sql = ?2 WHERE type = 'index' AND name = ?3");
    if (rc == SQLITE_OK) {
      rc = update.Bind(1, index.name).Bind(2, index.sql).Bind(3, index.temporary_name).Run();
    }
    if (rc != SQLITE_OK) return FailWith(rc);
  }
  return SchemaChangedByHand();
}

}  // namespace instar::sqlite
