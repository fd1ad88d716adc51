// What becomes of values when the type of their column changes.
#ifndef INSTAR_COMPILER_SCHEMA_LINTS_TYPE_CHANGE_H_
#define INSTAR_COMPILER_SCHEMA_LINTS_TYPE_CHANGE_H_

#include <string_view>

#include "compiler/schema/objects.h"
#include "compiler/schema/operation.h"
#include "compiler/schema/type.h"

namespace instar::compiler {

// Whether `to` does not hold all values of `from`: numbers that are too large or too exact, texts that are
// too long, the time of a day. Says nothing of types whose values are of another kind.
bool IsNarrower(const Type& to, const Type& from);

// What SQLite makes of the values, where something of them is lost without an error; or nothing. `strict`: in
// a table that is.
std::string_view CoercionOf(const Type& from, const Type& to, bool strict = false);

// Whether PostgreSQL may find a value that the new type does not take.
bool MayPostgresqlRefuse(const Type& from, const Type& to);

// Whether a `using` says what becomes of the column's values, and is more than the plain cast that would be
// made without one.
bool SaysWhatBecomes(const Operation& operation, ObjectId column);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_LINTS_TYPE_CHANGE_H_
