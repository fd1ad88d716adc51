// Rows and values that go away for ever: drop-table, drop-column, drop-recreate, narrowing-type,
// affinity-coercion.
#ifndef INSTAR_COMPILER_SCHEMA_LINTS_DATA_LOSS_H_
#define INSTAR_COMPILER_SCHEMA_LINTS_DATA_LOSS_H_

#include <vector>

#include "absl/container/flat_hash_set.h"
#include "compiler/schema/lints/lint_context.h"
#include "compiler/schema/operation.h"
#include "compiler/schema/table_difference.h"

namespace instar::compiler {

void LintDroppedTable(const LintContext& context, const Operation& operation);

// Columns whose change of type was reported.
absl::flat_hash_set<ObjectId> LintTypeChanges(const LintContext& context, const Operation& operation,
                                              const TableDifference& difference);

// Whether a dropped column is lost or was to be renamed is seen only when the revision is read to its end.
class DroppedColumns {
 public:
  explicit DroppedColumns(const LintContext& context) : context_(context) {}

  void Note(const Operation& operation, const TableDifference& difference);
  // A column that is written to was added on purpose.
  void NoteData(const Operation& operation);
  void Report();

 private:
  struct Drop {
    const Operation* operation;
    ObjectId column;
  };
  struct Addition {
    ObjectId table;
    ObjectId column;
    SourceRange source;
  };

  void ReportDrop(const Drop& drop, const Addition* like);

  const LintContext& context_;
  std::vector<Drop> drops_;
  std::vector<Addition> additions_;
  absl::flat_hash_set<ObjectId> written_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_LINTS_DATA_LOSS_H_
