// NAME [type] [constraints], in `create table` and `add column`.
#ifndef INSTAR_COMPILER_SYNTAX_SQL_COLUMN_DEFINITIONS_H_
#define INSTAR_COMPILER_SYNTAX_SQL_COLUMN_DEFINITIONS_H_

#include "compiler/syntax/sql/token_cursor.h"
#include "compiler/syntax/sql_tree.h"

namespace instar::compiler::sql {

// Ends at the first token that can be no part of a column.
[[nodiscard]] bool ParseColumnDefinition(TokenCursor& cursor, ColumnDefinition* column);

// Reports that something else than the end of a column comes next, in a list that ends with `end`.
bool ReportAfterColumn(TokenCursor& cursor, std::string_view end);

// Whether a constraint of a column may begin here.
bool BeginsColumnConstraint(const TokenCursor& cursor);
[[nodiscard]] bool ParseColumnConstraint(TokenCursor& cursor, const Name& column, Constraint* constraint);

// `default X`; the word is still to come.
[[nodiscard]] bool ParseDefault(TokenCursor& cursor, Constraint* constraint);

}  // namespace instar::compiler::sql

#endif  // INSTAR_COMPILER_SYNTAX_SQL_COLUMN_DEFINITIONS_H_
