// Foreign keys: what they lead to, and what they need there.
#ifndef INSTAR_COMPILER_SCHEMA_FOREIGN_KEYS_H_
#define INSTAR_COMPILER_SCHEMA_FOREIGN_KEYS_H_

#include <optional>
#include <vector>

#include "compiler/schema/objects.h"
#include "compiler/schema/scope.h"
#include "compiler/syntax/sql_tree.h"

namespace instar::compiler {

// Fills in what `references` says. The parent may be the child itself, which is under construction. Reports
// fk-parent-missing, fk-parent-not-unique, fk-type-mismatch (which an `allow` can accept) and other mistakes;
// false when the key cannot be made.
bool ResolveReferences(Scope* scope, const Table& child, const sql::References& references, ForeignKey* key);

// Of a table that comes to this name, whether made or renamed: the foreign keys of others that waited for it.
// Reports at `place` those that do not fit; an `allow` can accept what it could at the foreign key itself.
void CheckWaitingKeys(Scope* scope, const Table& parent, SourceRange place);

// Whether every foreign key to the table still leads to a unique key, after a change that took one away.
// Reports those for which it does not at `place`, as in-use.
bool CheckKeysOfChildren(Scope* scope, const Table& before, const Table& after, SourceRange place);

// After a column's type has changed: the keys from it and to it. An `allow` can accept what is reported.
void CheckTypesOfKeys(Scope* scope, const Table& after, ObjectId column, SourceRange place);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_FOREIGN_KEYS_H_
