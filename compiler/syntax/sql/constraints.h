// Constraints of tables, and the parts that constraints of columns share with them.
#ifndef INSTAR_COMPILER_SYNTAX_SQL_CONSTRAINTS_H_
#define INSTAR_COMPILER_SYNTAX_SQL_CONSTRAINTS_H_

#include "compiler/syntax/sql/token_cursor.h"
#include "compiler/syntax/sql_tree.h"

namespace instar::compiler::sql {

// A column or a constraint, whichever the words begin with.
bool BeginsTableConstraint(const TokenCursor& cursor);
[[nodiscard]] bool ParseTableConstraint(TokenCursor& cursor, Constraint* constraint);

// [constraint NAME]
[[nodiscard]] bool ParseConstraintName(TokenCursor& cursor, Constraint* constraint);
// references PARENT [(...)] and its actions; the word is still to come.
[[nodiscard]] bool ParseReferences(TokenCursor& cursor, References* references);
// Refuses what some databases let follow a key or check, SQLite's `on conflict` above all.
[[nodiscard]] bool CheckEndOfConstraint(TokenCursor& cursor);
// The words of MySQL that begin with `unique`.
[[nodiscard]] bool CheckUniqueKey(TokenCursor& cursor);

}  // namespace instar::compiler::sql

#endif  // INSTAR_COMPILER_SYNTAX_SQL_CONSTRAINTS_H_
