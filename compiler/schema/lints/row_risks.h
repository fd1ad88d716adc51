// What may fail on rows that are there already (DESIGN 4.4).
#ifndef INSTAR_COMPILER_SCHEMA_LINTS_ROW_RISKS_H_
#define INSTAR_COMPILER_SCHEMA_LINTS_ROW_RISKS_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "compiler/schema/lints/lint_context.h"
#include "compiler/schema/lints/written_columns.h"
#include "compiler/schema/operation.h"
#include "compiler/schema/row_risk.h"
#include "compiler/schema/table_difference.h"

namespace instar::compiler {

class RowRisks {
 public:
  RowRisks(const LintContext& context, std::vector<RowRisk>* risks)
      : context_(context), written_(context.sources), risks_(*risks) {}

  // Data statements and C++ steps, which change what later operations find.
  void Note(const Operation& operation) { written_.Note(operation); }
  // A table that is there before and after. `reported`: columns whose change of type was reported already.
  void Find(const Operation& operation, const TableDifference& difference,
            const absl::flat_hash_set<ObjectId>& reported);

  // Columns for which add-not-null was reported.
  const absl::flat_hash_set<ObjectId>& refused() const { return refused_; }

 private:
  struct Draft {
    DiagnosticKind kind;
    SourceRange place;
    std::string message;
    std::string query = {};   // finds the rows; empty: none to tell
    std::string advice = {};  // what to write before or instead
    // Where the risk is theirs alone: it is none if the revision has written them all.
    std::vector<ObjectId> columns = {};
    ObjectId added = kNoObject;              // the column that is added with it
    std::vector<ObjectId> decides = {};      // see RowRisk::columns
    std::vector<compiler::Note> notes = {};  // further ones
    ObjectId table = kNoObject;              // whose rows they are, where it is not the one that changes
    bool accepted = false;                   // by what was said of something else
    bool replay_decides = false;             // whatever the kind
  };

  void FindKeys();
  void FindNotNull();
  void FindConstraints();
  void FindConversions(const absl::flat_hash_set<ObjectId>& reported);
  void FindConversion(const ColumnChange& change);
  void FindCast(const ColumnChange& change, bool is_reported);
  void FindLostParents(const ColumnChange& change);
  void AddLostParents(const Table& child, const ForeignKey& key, const Table& parent,
                      const ColumnChange& change);
  void AddNull(const Column& column);
  void AddNotNull(const Column& column);
  void AddForeignKey(const ForeignKey& key);
  void Add(Draft draft);
  void AddAccepted(DiagnosticKind kind);

  const LintContext& context_;
  WrittenColumns written_;
  std::vector<RowRisk>& risks_;
  absl::flat_hash_set<ObjectId> refused_;

  // Of the operation that is looked at.
  const Operation* operation_ = nullptr;
  const TableDifference* difference_ = nullptr;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_LINTS_ROW_RISKS_H_
