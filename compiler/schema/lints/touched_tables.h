// The tables that a revision changes, as they were before all of it and are after.
#ifndef INSTAR_COMPILER_SCHEMA_LINTS_TOUCHED_TABLES_H_
#define INSTAR_COMPILER_SCHEMA_LINTS_TOUCHED_TABLES_H_

#include <cstddef>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "compiler/schema/objects.h"
#include "compiler/schema/operation.h"
#include "compiler/schema/schema.h"
#include "compiler/schema/table_difference.h"
#include "compiler/source/source.h"

namespace instar::compiler {

struct TouchedTable {
  TablePointer before;  // null: the revision makes it
  TablePointer after;   // never null
  // The last operation that did it: to the definition of a column, to a name (by the column's id, or by
  // kNoObject the table's own), and to unique constraints and indexes that are gone (kNoObject: the primary
  // key).
  absl::flat_hash_map<ObjectId, SourceRange> defined_at;
  absl::flat_hash_map<ObjectId, SourceRange> named_at;
  absl::flat_hash_map<ObjectId, SourceRange> gone_at;

  const Column* Before(ObjectId column) const { return before == nullptr ? nullptr : before->Find(column); }
};

class TouchedTables {
 public:
  // Any kTable operation; without a difference the table is made or dropped.
  void Note(const Operation& operation, const TableDifference* difference);

  // Those that are there at the end, in the order of their first change.
  std::vector<TouchedTable> Take(const RevisionSchema& schema);

 private:
  std::vector<TouchedTable> tables_;
  std::vector<ObjectId> ids_;
  absl::flat_hash_map<ObjectId, std::size_t> places_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_LINTS_TOUCHED_TABLES_H_
