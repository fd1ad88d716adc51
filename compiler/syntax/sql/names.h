// Names of tables, columns and everything else, and the small clauses round them.
#ifndef INSTAR_COMPILER_SYNTAX_SQL_NAMES_H_
#define INSTAR_COMPILER_SYNTAX_SQL_NAMES_H_

#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/sql/token_cursor.h"
#include "compiler/syntax/sql_tree.h"

namespace instar::compiler::sql {

// Whether `token` may stand where a name is expected: quoted, or a word that SQL does not reserve.
bool IsName(const TokenCursor& cursor, const Token& token);

// The text of a name without its quotes.
std::string Unquoted(std::string_view text);

// `what`: "the name of a table". A name with a schema or a table before it is an error.
[[nodiscard]] bool ExpectName(TokenCursor& cursor, std::string_view what, Name* name);

// (name, name)
[[nodiscard]] bool ExpectNameList(TokenCursor& cursor, std::string_view what, std::vector<Name>* names);

// [if not exists] and [if exists]
[[nodiscard]] bool ParseIfNotExists(TokenCursor& cursor, bool* found);
[[nodiscard]] bool ParseIfExists(TokenCursor& cursor, bool* found);

// What ends a `drop`: nothing or `restrict`; `cascade` is refused.
[[nodiscard]] bool ParseDropBehavior(TokenCursor& cursor);

}  // namespace instar::compiler::sql

#endif  // INSTAR_COMPILER_SYNTAX_SQL_NAMES_H_
