// Rebuilding a table: execution of StepKind::kRebuild.
//
// SQLite can change little of a table in place. What it cannot is done by a new table that takes the rows
// over, in the fastest form that is safe for the table found:
// - few rows: out to a temporary table and back, so that no RENAME makes SQLite parse the whole schema;
// - only constraints or defaults change: SQLite's documented edit of the schema's text, after the rows were
//   checked;
// - else a table of another name that takes the old one's: by SQLite's raw transfer where every row stays the
//   same bytes, else row by row; indexes afterwards, unless they can be transferred too.
#ifndef INSTAR_RUNTIME_SQLITE_REBUILD_H_
#define INSTAR_RUNTIME_SQLITE_REBUILD_H_

#include <sqlite3.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "instar/status.h"
#include "runtime/applying/rebuild.h"
#include "runtime/sqlite/dependents.h"
#include "runtime/sqlite/found_table.h"
#include "runtime/sqlite/watch.h"

namespace instar::sqlite {

enum class RebuildForm {
  kFastest,
  // For tests and replay, which must see them all. One that is not safe for the table gives way to the next.
  kTemporaryCopy,
  kSchemaEdit,
  kRawTransfer,
  kRowByRow,
};

class Rebuilder {
 public:
  // The rebuild's texts and the watch must outlive it.
  Rebuilder(sqlite3* db, const Rebuild& rebuild, bool keep_unknown_objects, RebuildForm form, Watch& watch);
  Rebuilder(const Rebuilder&) = delete;
  Rebuilder& operator=(const Rebuilder&) = delete;

  // Inside a transaction, foreign keys off. After a failure the transaction must be rolled back.
  StatusCode Run();
  const std::string& reason() const { return reason_; }
  // That was taken.
  RebuildForm form() const { return form_; }

 private:
  // An index of the new table, under a name of its own until the old one is gone.
  struct MovedIndex {
    std::string name;
    std::string temporary_name;
    std::string sql;  // as it shall stand in the schema
  };

  // All give false when they fail, with code_ and reason_ set.
  bool Fail(StatusCode code, std::string reason);
  bool FailWith(int result_code);
  // What failed may be done in another way. Not where the disk failed, nor memory; and some errors, an
  // interrupt among them, have rolled the transaction back: whatever came then would stay.
  bool MayTryOtherwise() const {
    return code_ == StatusCode::kDatabaseError && sqlite3_get_autocommit(db_) == 0;
  }
  // The pieces make one statement.
  bool Execute(std::initializer_list<std::string_view> sql);
  bool Execute(std::string_view sql) { return Execute({sql}); }
  bool Execute(std::string_view sql, std::string_view first, std::string_view second);

  bool Inspect();
  bool CompareObjects();
  bool CompareColumns();
  bool FindDependents();
  bool CheckDependents();
  bool RebuildTable();
  bool CheckRows();

  bool FindOutWhetherSmall(bool* small);
  bool CopyThroughTemporary();

  bool TryEdit(const FoundTable& made, bool* done);
  bool FindShortRow(const FoundTable& made, bool* found);
  bool EditSchema(std::string_view definition, const FoundTable& made);
  bool AdjustObjects();

  bool MakeNewTable(FoundTable* made);
  bool CopyThroughNew(const FoundTable& made);
  bool TryTransfer(const FoundTable& made, std::vector<MovedIndex>* moved, bool* done);
  bool MakeMovedIndexes(std::vector<MovedIndex>* moved);
  bool IsRawTransfer(std::string_view sql, bool* raw);
  bool CopyRows(const FoundTable& made);
  bool ShowRows(bool transferred);
  bool GiveNames(const std::vector<MovedIndex>& moved);

  bool MakeObject(const FoundObject& object);
  bool MakeObjects(const std::vector<MovedIndex>& made_already);
  bool DropObject(const FoundObject& object);
  bool MoveMark(std::string_view from, std::string_view to);
  bool MoveStatistics(std::string_view from, std::string_view to);
  bool SchemaChangedByHand();

  bool has(std::uint32_t flag) const { return (rebuild_->flags & flag) != 0; }
  std::string List(const std::vector<std::string_view>& items, std::string_view first) const;
  // Of the new table, where the rows' old rowids must be named to be kept.
  std::string_view NewRowid(const FoundTable& made) const;

  sqlite3* db_;
  const Rebuild* rebuild_;
  bool keep_unknown_objects_;
  RebuildForm form_;
  Watch* watch_;
  std::string new_name_;    // "instar_new_t"
  std::string new_quoted_;  // main."instar_new_t"
  std::string old_quoted_;  // main.t
  FoundTable found_;
  Dependents dependents_;
  bool in_order_ = false;
  // The indexes and triggers that the table shall have.
  std::vector<FoundObject> wanted_;
  StatusCode code_ = StatusCode::kOk;
  std::string reason_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_REBUILD_H_
