// `varchar(20)`, `double precision`, `timestamp with time zone`.
#ifndef INSTAR_COMPILER_SYNTAX_SQL_TYPES_H_
#define INSTAR_COMPILER_SYNTAX_SQL_TYPES_H_

#include "compiler/syntax/sql/token_cursor.h"
#include "compiler/syntax/sql_tree.h"

namespace instar::compiler::sql {

// Whether a type may begin here: a name that begins no constraint of a column.
bool BeginsType(const TokenCursor& cursor);

[[nodiscard]] bool ParseTypeName(TokenCursor& cursor, TypeName* type);

}  // namespace instar::compiler::sql

#endif  // INSTAR_COMPILER_SYNTAX_SQL_TYPES_H_
