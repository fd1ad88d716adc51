// The rows that the history's own statements leave behind.
#ifndef INSTAR_COMPILER_REPLAY_LEFT_ROWS_H_
#define INSTAR_COMPILER_REPLAY_LEFT_ROWS_H_

#include <map>
#include <string>
#include <vector>

#include "compiler/replay/scratch_database.h"
#include "compiler/schema/objects.h"

namespace instar::compiler {

// Reference data that one revision inserts is what a later one builds on. Each revision is replayed alone, so
// the rows travel from one to the next by way of this: kept by the ids of tables and columns, which outlive
// renames.
class LeftRows {
 public:
  bool Has(ObjectId table) const { return tables_.contains(table); }

  // Of these tables alone.
  LeftRows Of(const std::vector<TablePointer>& tables) const;
  // Into tables that were just made from these values.
  void PutInto(ScratchDatabase& database, const std::vector<TablePointer>& tables) const;
  // What these tables hold now; `before` are those that the rows came from, gone or not.
  void TakeFrom(ScratchDatabase& database, const std::vector<TablePointer>& before,
                const std::vector<TablePointer>& now);

 private:
  struct Rows {
    std::vector<ObjectId> columns;
    std::vector<std::string> values;  // "1, 'a', NULL": SQL literals of one row
  };

  std::map<ObjectId, Rows> tables_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_LEFT_ROWS_H_
