// Expressions: balanced tokens, of which only the outline is looked at.
#ifndef INSTAR_COMPILER_SYNTAX_SQL_EXPRESSIONS_H_
#define INSTAR_COMPILER_SYNTAX_SQL_EXPRESSIONS_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "compiler/syntax/sql/token_cursor.h"
#include "compiler/syntax/sql_tree.h"

namespace instar::compiler::sql {

// `( ... )`, for `what`: "a check".
[[nodiscard]] bool ParseParenthesized(TokenCursor& cursor, std::string_view what, Expression* expression);

// Everything up to the end of the statement.
[[nodiscard]] bool ParseRest(TokenCursor& cursor, std::string_view what, Expression* expression);

// An expression of these tokens, without the parentheses round all of it; `empty_place` is where it would
// stand, had it any tokens.
[[nodiscard]] bool MakeExpression(TokenCursor& cursor, std::string_view what, std::vector<Token> tokens,
                                  SourceRange empty_place, Expression* expression);

}  // namespace instar::compiler::sql

#endif  // INSTAR_COMPILER_SYNTAX_SQL_EXPRESSIONS_H_
