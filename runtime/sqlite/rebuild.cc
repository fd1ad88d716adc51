#include "runtime/sqlite/rebuild.h"

#include <utility>

#include "runtime/message.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/sql_text.h"
#include "runtime/sqlite/statement.h"

namespace instar::sqlite {
Rebuilder::Rebuilder(sqlite3* db, const Rebuild& rebuild, bool keep_unknown_objects, RebuildForm form,
                     Watch& watch)
    : db_(db),
      rebuild_(&rebuild),
      keep_unknown_objects_(keep_unknown_objects),
      form_(form),
      watch_(&watch),
      new_name_(Concat({"instar_new_", rebuild.plain_name})),
      new_quoted_(Concat({"main.", QuotedName(new_name_)})),
      old_quoted_(Concat({"main.", rebuild.table})),
      dependents_(db) {}

StatusCode Rebuilder::Run() {
  return Inspect() && CompareObjects() && CompareColumns() && FindDependents() && RebuildTable() &&
                 CheckDependents()
             ? StatusCode::kOk
             : code_;
}

bool Rebuilder::Fail(StatusCode code, std::string reason) {
  code_ = code;
  reason_ = std::move(reason);
  return false;
}

bool Rebuilder::FailWith(int result_code) { return Fail(CodeOf(result_code), WordsOf(db_, result_code)); }

bool Rebuilder::Execute(std::initializer_list<std::string_view> sql) {
  Statement statement;
  int rc = statement.Prepare(db_, Concat(sql));
  if (rc == SQLITE_OK) rc = statement.Run();
  return rc == SQLITE_OK || FailWith(rc);
}

bool Rebuilder::Execute(std::string_view sql, std::string_view first, std::string_view second) {
  Statement statement;
  int rc = statement.Prepare(db_, sql);
  if (rc == SQLITE_OK) rc = statement.Bind(1, first).Bind(2, second).Run();
  return rc == SQLITE_OK || FailWith(rc);
}

bool Rebuilder::Inspect() {
  const int rc = ReadTable(db_, rebuild_->plain_name, new_name_, &found_);
  if (rc != SQLITE_OK) return FailWith(rc);
  if (!found_.exists) {
    return Fail(StatusCode::kUnexpectedTable,
                Message("there is no table '%': it was dropped or renamed by hand", {rebuild_->plain_name}));
  }
  // Never one of Instar's own: it makes and renames it within one transaction.
  return found_.in_the_way.empty() ||
         Fail(StatusCode::kStepFailed,
              Message("'%' is there already, made by somebody else: rename or drop it", {found_.in_the_way}));
}

bool Rebuilder::CompareObjects() {
  for (const std::string_view type : {"index", "trigger"}) {
    for (const RebuildObject& object : rebuild_->objects) {
      if (object.type != type || object.sql.empty()) continue;
      wanted_.push_back({std::string(type), std::string(object.name), std::string(object.sql), false});
    }
  }
  for (const FoundObject& found : found_.objects) {
    bool known = false;
    for (const RebuildObject& object : rebuild_->objects) {
      known = known || (!found.temporary && object.type == found.type && SameName(object.name, found.name));
    }
    if (known) continue;
    if (!keep_unknown_objects_) {
      return Fail(StatusCode::kUnknownObject,
                  Message("the % '%' on table '%' is not in the migrations, and making the table anew would "
                          "lose it: drop it, write it into a migration, or set keep_unknown_objects in the "
                          "options",
                          {found.type, found.name, found_.name}));
    }
    FoundObject& kept = wanted_.emplace_back(found);
    ObjectText text;
    if (found.temporary && TakeApart(found.sql, &text)) {
      kept.sql = Concat({"CREATE TEMP TRIGGER ", text.from_name});
    }
  }
  return true;
}

bool Rebuilder::CompareColumns() {
  const std::vector<std::string_view>& known = rebuild_->old_columns;
  in_order_ = found_.columns.size() == known.size();
  for (std::size_t i = 0; i < found_.columns.size(); ++i) {
    const std::string_view name = found_.columns[i].name;
    if (i < known.size() && SameName(known[i], name)) continue;
    in_order_ = false;
    bool expected = false;
    for (const std::string_view column : known) expected = expected || SameName(column, name);
    if (!expected) {
      return Fail(StatusCode::kUnexpectedTable,
                  Message("the column '%' of table '%' is not in the migrations, and making the table anew "
                          "would lose it: drop it by hand or write it into a migration",
                          {name, found_.name}));
    }
  }
  for (const std::string_view column : known) {
    bool there = false;
    for (const FoundColumn& found : found_.columns) there = there || SameName(column, found.name);
    if (!there) {
      return Fail(StatusCode::kUnexpectedTable,
                  Message("the column '%' of table '%' is gone: it was dropped or renamed by hand",
                          {column, found_.name}));
    }
  }
  return true;
}

bool Rebuilder::FindDependents() {
  bool loses_column = false;
  for (const std::string_view old : rebuild_->old_columns) {
    bool copied = false;
    for (const std::string_view column : rebuild_->columns) copied = copied || Names(column, old);
    loses_column = loses_column || !copied;
  }
  if (!loses_column) return true;
  const int rc = dependents_.Find(found_.name);
  return rc == SQLITE_OK || FailWith(rc);
}

bool Rebuilder::CheckDependents() {
  std::string why;
  const std::string broken = dependents_.FindBroken(&why);
  return broken.empty() ||
         Fail(StatusCode::kUnknownObject,
              Message(
                  "the %, made by hand, uses what table '%' loses, and would not work any more: %; drop it "
                  "or write it into a migration",
                  {broken, found_.name, why}));
}

bool Rebuilder::RebuildTable() {
  bool small = form_ == RebuildForm::kTemporaryCopy;
  if (form_ == RebuildForm::kFastest && !FindOutWhetherSmall(&small)) return false;
  if (small) return CopyThroughTemporary();
  FoundTable made;
  // The new name disagrees with a definition that names the table: CHECK (t.a > 0). This form needs none.
  if (!MakeNewTable(&made)) return MayTryOtherwise() && CopyThroughTemporary();
  bool done = false;
  if (form_ <= RebuildForm::kSchemaEdit && !TryEdit(made, &done)) return false;
  return done || CopyThroughNew(made);
}

bool Rebuilder::CheckRows() {
  for (const RebuildCheck& check : rebuild_->checks) {
    Statement find;
    int rc = find.Prepare(db_, check.query);
    std::int64_t rows = 0;
    for (; rc == SQLITE_OK && (rc = find.Step()) == SQLITE_ROW; ++rows) rc = SQLITE_OK;
    if (rc != SQLITE_DONE) return FailWith(rc);
    if (rows != 0) {
      return Fail(StatusCode::kStepFailed, Message("% break% what is promised now: %",
                                                   {rows == 1 ? "1 row" : Message("% rows", {Decimal(rows)}),
                                                    rows == 1 ? "s" : "", check.promise}));
    }
  }
  return true;
}

bool Rebuilder::MakeObject(const FoundObject& object) {
  if (object.type == "index") watch_->NextPart();
  return Execute(object.sql) ||
         Fail(code_, Message("cannot make the % '%' again: %", {object.type, object.name, reason_}));
}

bool Rebuilder::MakeObjects(const std::vector<MovedIndex>& made_already) {
  for (const FoundObject& object : wanted_) {
    bool made = false;
    for (const MovedIndex& moved : made_already) made = made || moved.name == object.name;
    if (!made && !MakeObject(object)) return false;
  }
  return true;
}

bool Rebuilder::DropObject(const FoundObject& object) {
  return Execute(
      Concat({"DROP ", object.type, object.temporary ? " temp." : " main.", QuotedName(object.name)}));
}

// The row of the highest key ever used goes over to the other name.
bool Rebuilder::MoveMark(std::string_view from, std::string_view to) {
  if (!found_.has_marks || !has(kRebuildAutoincrement)) return true;
  return Execute(
             "DELETE FROM main.sqlite_sequence WHERE name = ?2 AND "
             "EXISTS (SELECT 1 FROM main.sqlite_sequence WHERE name = ?1)",
             from, to) &&
         Execute("UPDATE main.sqlite_sequence SET name = ?2 WHERE name = ?1", from, to);
}

// What ANALYZE found goes with a table that is dropped.
bool Rebuilder::MoveStatistics(std::string_view from, std::string_view to) {
  for (const std::string& table : found_.statistics) {
    if (!Execute(Concat({"UPDATE main.", table, " SET tbl = ?2 WHERE tbl = ?1"}), from, to)) return false;
  }
  return true;
}

std::string Rebuilder::List(const std::vector<std::string_view>& items, std::string_view first) const {
  std::string list(first);
  for (const std::string_view item : items) {
    if (!list.empty()) list.append(", ");
    list.append(item);
  }
  return list;
}

std::string_view Rebuilder::NewRowid(const FoundTable& made) const {
  if (RowidName(found_, has(kRebuildOldWithoutRowid)).empty()) return {};
  if (made.key_is_rowid) {
    // A key that is new takes the rowids; one that was there is copied as a column.
    for (const FoundColumn& column : made.columns) {
      if (column.key_position == 0) continue;
      for (const std::string_view copied : rebuild_->columns) {
        if (Names(copied, column.name)) return {};
      }
    }
  }
  return RowidName(made, has(kRebuildWithoutRowid));
}

}  // namespace instar::sqlite
