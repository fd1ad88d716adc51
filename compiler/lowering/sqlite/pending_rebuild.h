// A rebuild that waits for more changes of its table.
#ifndef INSTAR_COMPILER_LOWERING_SQLITE_PENDING_REBUILD_H_
#define INSTAR_COMPILER_LOWERING_SQLITE_PENDING_REBUILD_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "compiler/lowering/sqlite/rebuild.h"
#include "compiler/schema/operation.h"
#include "compiler/schema/table_difference.h"
#include "compiler/source/source.h"

namespace instar::compiler::sqlite {

// Changes of names reach other tables, views and triggers, so SQLite makes them, at once; a drop of an index
// frees its name, and a plain new column costs nothing: they are made at once as well. All else waits.
class PendingRebuild {
 public:
  // The table as the database has it, or null when it waits to be made for the first time; and as it is now
  // in the schema. `begun_at`: so many steps were made before.
  PendingRebuild(TablePointer physical, TablePointer target, const Catalog& catalog, SourceRange source,
                 std::size_t begun_at);

  ObjectId id() const { return rebuild_.after->id; }
  std::size_t begun_at() const { return begun_at_; }
  bool is_creation() const { return rebuild_.before == nullptr; }
  TablePointer target() const { return rebuild_.after; }

  // Whether the change can be made at once, although others wait; then it is taken note of.
  bool TakeAtOnce(const Operation& operation, const TableDifference& difference);
  // Whether the rebuild can make this change together with those that wait.
  bool CanJoin(const Operation& operation, const TableDifference& difference) const;
  void Join(const Operation& operation, const TableDifference& difference);
  // Returns the statements that drop the indexes now that the change takes away.
  std::vector<std::string> DropIndexes(const TableDifference& difference);

  void RenameValue(const std::string& type, const std::string& from, const std::string& to);

  // The steps. An index has the place of its own statement, all else that of the change that began it.
  std::vector<LoweredStep> Steps(const Catalog& catalog);

 private:
  const Column* Physical(ObjectId column) const;
  bool TakeNames(const Operation& operation, const TableDifference& difference);
  bool TakeColumns(const Operation& operation, const TableDifference& difference);
  bool IsSettled(ObjectId column) const;
  bool NeedsRebuild(const TableDifference& difference) const;

  SourceRange source_;
  std::size_t begun_at_;
  TableRebuild rebuild_;
  // Of indexes that came since.
  std::map<ObjectId, SourceRange> index_sources_;
};

}  // namespace instar::compiler::sqlite

#endif  // INSTAR_COMPILER_LOWERING_SQLITE_PENDING_REBUILD_H_
