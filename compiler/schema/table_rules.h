// What holds for every table, however it came to be.
#ifndef INSTAR_COMPILER_SCHEMA_TABLE_RULES_H_
#define INSTAR_COMPILER_SCHEMA_TABLE_RULES_H_

#include "compiler/schema/objects.h"
#include "compiler/schema/scope.h"
#include "compiler/source/source.h"

namespace instar::compiler {

// Reports rules that a new table breaks as a whole: no columns, an identity that is no key, generated columns
// in a circle, types that STRICT does not know. At the part that breaks it.
void CheckTable(Scope* scope, const Table& table);
// The same of a change, at its place, with a note at the part. What the table was before says nothing new:
// that was reported where it came to be.
void CheckChange(Scope* scope, const Table& before, const Table& after, SourceRange place);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_TABLE_RULES_H_
