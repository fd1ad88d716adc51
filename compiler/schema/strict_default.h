// Defaults that a STRICT table of SQLite refuses.
#ifndef INSTAR_COMPILER_SCHEMA_STRICT_DEFAULT_H_
#define INSTAR_COMPILER_SCHEMA_STRICT_DEFAULT_H_

#include "compiler/schema/objects.h"

namespace instar::compiler {

// Whether the column's default is a literal that can be none of its type, converted or not: SQLite makes the
// table all the same, and refuses every row that gets the default. What is computed may be anything.
bool IsRefusedByStrict(const Column& column);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_STRICT_DEFAULT_H_
