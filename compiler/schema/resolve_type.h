// The type that a column's words mean.
#ifndef INSTAR_COMPILER_SCHEMA_RESOLVE_TYPE_H_
#define INSTAR_COMPILER_SCHEMA_RESOLVE_TYPE_H_

#include "compiler/schema/scope.h"
#include "compiler/schema/type.h"
#include "compiler/syntax/sql_tree.h"

namespace instar::compiler {

// A portable type, an enum, or a type that every enabled database has. What is unknown is reported, and
// becomes a native type.
Type ResolveType(Scope* scope, const sql::TypeName& name);

// Whether a foreign key may lead from a column of one type to one of the other: databases that are strict
// about types compare only what belongs together.
bool CanReference(const Type& child, const Type& parent, bool only_sqlite);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_RESOLVE_TYPE_H_
