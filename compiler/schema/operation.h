// What a statement does to the schema: one object before, the same object after.
#ifndef INSTAR_COMPILER_SCHEMA_OPERATION_H_
#define INSTAR_COMPILER_SCHEMA_OPERATION_H_

#include <map>
#include <optional>
#include <vector>

#include "compiler/schema/catalog.h"
#include "compiler/schema/objects.h"
#include "compiler/source/source.h"
#include "compiler/syntax/syntax_tree.h"

namespace instar::compiler {

enum class OperationKind {
  kTable,  // table_before -> table_after: made (no before), dropped (no after), or changed in any way, its
           // indexes, triggers and constraints included. One ALTER action is one operation.
  kView,   // likewise
  kEnum,   // likewise; the tables that use it do not change in the catalog
  kData,   // insert, update, delete: the statement's tokens, for every dialect
  kRaw,    // one raw statement, for its dialects only; may carry table_before -> table_after (a trigger made)
  kCall,   // a C++ step
};

// The inverse of a schema operation is the same with before and after exchanged; that is what a derived
// downgrade is made of. Lowering and lints look at the difference of before and after, not at the words of
// the statement.
struct Operation {
  OperationKind kind = OperationKind::kTable;
  SourceRange source;  // the statement, or the action of an ALTER TABLE
  TablePointer table_before;
  TablePointer table_after;
  ViewPointer view_before;
  ViewPointer view_after;
  EnumPointer enum_before;
  EnumPointer enum_after;
  // How a column's values are converted to its new type (`using`); absent: a plain cast.
  std::map<ObjectId, Expression> conversions;
  // kData, kRaw, kCall
  const Statement* statement = nullptr;
  SourceRange raw;  // kRaw: the one statement of the block
  std::optional<sql::DataKind> data;
  ObjectId data_table = kNoObject;  // whose rows it changes
  std::vector<ObjectId> data_columns;

  // The schema that the operation meets and leaves.
  Catalog before;
  Catalog after;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_OPERATION_H_
