// One statement of SQL as a tree.
#ifndef INSTAR_COMPILER_SYNTAX_SQL_STATEMENT_H_
#define INSTAR_COMPILER_SYNTAX_SQL_STATEMENT_H_

#include <memory>
#include <string_view>
#include <vector>

#include "compiler/syntax/reporter.h"
#include "compiler/syntax/sql/token_cursor.h"
#include "compiler/syntax/sql_tree.h"
#include "compiler/syntax/token.h"

namespace instar::compiler::sql {

// `tokens` are all of the statement, without its `;`, and not empty; their parentheses are balanced. Null
// when it was not understood, which is reported.
std::shared_ptr<const Statement> ParseSql(std::string_view file_text, const std::vector<Token>& tokens,
                                          Spelling spelling, Reporter* reporter);

// Where, behind the first token, another statement begins on a line of its own, so that the `;` before it is
// missing; the number of tokens if nowhere.
std::size_t FindNextStatement(std::string_view file_text, const std::vector<Token>& tokens);

}  // namespace instar::compiler::sql

#endif  // INSTAR_COMPILER_SYNTAX_SQL_STATEMENT_H_
