// A change made once, made again to another state of the same objects: what a merge of branches and a
// derived downgrade need.
#ifndef INSTAR_COMPILER_SCHEMA_CHANGE_H_
#define INSTAR_COMPILER_SCHEMA_CHANGE_H_

#include <optional>

#include "compiler/schema/catalog.h"
#include "compiler/schema/objects.h"
#include "compiler/schema/operation.h"

namespace instar::compiler {

// What differs between `before` and `after`, done to `current`; all else is left as `current` has it. Parts
// (columns, keys, indexes, ...) are the same when their ids are.
Table ApplyChange(const Table& before, const Table& after, const Table& current);

// The operation as it is when it meets `state`: with its objects and catalogs. Nothing when it changes
// nothing there; operations that change no schema always stay. So the catalog of a merge is that of one
// parent after the operations of all revisions that the parent misses:
//
//   if (std::optional<Operation> rebased = Rebase(operation, state)) state = rebased->after;
std::optional<Operation> Rebase(const Operation& operation, const Catalog& state);

// The same with before and after exchanged; of an operation that changes the schema.
Operation Inverse(const Operation& operation);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_CHANGE_H_
