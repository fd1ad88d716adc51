// What stands in the way of a drop or a rename.
#ifndef INSTAR_COMPILER_SCHEMA_USES_H_
#define INSTAR_COMPILER_SCHEMA_USES_H_

#include <string>
#include <string_view>
#include <vector>

#include "compiler/schema/objects.h"
#include "compiler/schema/scope.h"
#include "compiler/source/source.h"

namespace instar::compiler {

// Each reports the first thing that is in the way, with a note at it, and is true when there is none.

// Dropping it: keys, indexes, checks, generated columns and foreign keys that need it beside other columns,
// and texts that mention it.
bool CheckColumnUnused(Scope* scope, const Table& table, const Column& column, SourceRange place);
// Renaming it: only texts mention it by name.
bool CheckColumnUnmentioned(Scope* scope, const Table& table, const Column& column, SourceRange place);
// Foreign keys of other tables, and texts.
bool CheckTableUnused(Scope* scope, const Table& table, SourceRange place);
bool CheckTableUnmentioned(Scope* scope, const Table& table, SourceRange place);
bool CheckViewUnused(Scope* scope, const View& view, SourceRange place);
bool CheckEnumUnused(Scope* scope, const Enum& type, SourceRange place);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_USES_H_
