// What holds for every table, however it came to be.
#ifndef INSTAR_COMPILER_SCHEMA_TABLE_RULES_H_
#define INSTAR_COMPILER_SCHEMA_TABLE_RULES_H_

#include "compiler/schema/objects.h"
#include "compiler/schema/scope.h"
#include "compiler/source/source.h"

namespace instar::compiler {

// Reports rules that the table breaks as a whole: no columns, an identity that is no key, generated columns
// in a circle, types that STRICT does not know. At the place of the change, with a note at the broken part;
// or, of a new table (no `place`), at that part.
void CheckTable(Scope* scope, const Table& table, SourceRange place = {});

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_TABLE_RULES_H_
