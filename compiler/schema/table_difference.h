// What differs between two values of one table, the same for every database. Columns and constraints are
// matched by their ids.
#ifndef INSTAR_COMPILER_SCHEMA_TABLE_DIFFERENCE_H_
#define INSTAR_COMPILER_SCHEMA_TABLE_DIFFERENCE_H_

#include <vector>

#include "compiler/schema/objects.h"

namespace instar::compiler {

// A column that stands on both sides.
struct ColumnChange {
  ObjectId column = kNoObject;
  bool name = false;
  bool type = false;
  bool not_null = false;
  bool default_value = false;
  bool collation = false;
  bool generated = false;
  bool identity = false;

  bool OnlyName() const {
    return name && !type && !not_null && !default_value && !collation && !generated && !identity;
  }
};

// Ids of constraints or indexes. One that is defined in another way than before is `changed`, one that
// differs in nothing but its name is `renamed`.
struct MemberChanges {
  std::vector<ObjectId> added;
  std::vector<ObjectId> dropped;
  std::vector<ObjectId> changed;
  std::vector<ObjectId> renamed;

  bool empty() const { return added.empty() && dropped.empty() && changed.empty() && renamed.empty(); }
};

struct TableDifference {
  bool name = false;
  std::vector<ObjectId> added_columns;    // in the order of the table after
  std::vector<ObjectId> dropped_columns;  // in the order of the table before
  std::vector<ColumnChange> changed_columns;
  bool primary_key = false;
  bool primary_key_name = false;
  bool options = false;  // WITHOUT ROWID, STRICT
  MemberChanges uniques;
  MemberChanges checks;
  MemberChanges foreign_keys;
  MemberChanges indexes;
  MemberChanges raw;

  bool empty() const;
  // Nothing but what stands beside the table.
  bool OnlyIndexes() const;
  // Names of the table or of columns, nothing else.
  bool OnlyNames() const;
};

// Time is n log n in the size of the tables. The order of columns is not compared.
TableDifference Difference(const Table& before, const Table& after);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_TABLE_DIFFERENCE_H_
