// Which columns hold nothing but what the revision itself has put there.
#ifndef INSTAR_COMPILER_SCHEMA_LINTS_WRITTEN_COLUMNS_H_
#define INSTAR_COMPILER_SCHEMA_LINTS_WRITTEN_COLUMNS_H_

#include <vector>

#include "absl/container/flat_hash_set.h"
#include "compiler/schema/objects.h"
#include "compiler/schema/operation.h"
#include "compiler/source/source.h"

namespace instar::compiler {

// Columns that are new, or that a statement has written in all rows, as far as the operations were noted.
// After a `call`, which may write anything, none is.
class WrittenColumns {
 public:
  explicit WrittenColumns(const SourceSet& sources) : sources_(sources) {}

  void Note(const Operation& operation);
  void NoteAdded(const std::vector<ObjectId>& columns) { columns_.insert(columns.begin(), columns.end()); }

  bool HasAll(const std::vector<ObjectId>& columns) const;
  bool Has(ObjectId column) const { return columns_.contains(column); }
  // The last one, or null.
  const Statement* call() const { return call_; }

 private:
  const SourceSet& sources_;
  absl::flat_hash_set<ObjectId> columns_;
  const Statement* call_ = nullptr;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_LINTS_WRITTEN_COLUMNS_H_
