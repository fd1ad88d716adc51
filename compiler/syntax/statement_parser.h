// One statement of a block.
#ifndef INSTAR_COMPILER_SYNTAX_STATEMENT_PARSER_H_
#define INSTAR_COMPILER_SYNTAX_STATEMENT_PARSER_H_

#include <optional>

#include "compiler/syntax/block_parser.h"
#include "compiler/syntax/parse_context.h"

namespace instar::compiler {

// Reads the statement that begins with the next token, a word, and its `;`. Nothing when it was not
// understood: then that is reported, and the lexer stands where the next statement may begin.
std::optional<Statement> ParseStatement(ParseContext& context);

// `on DIALECT[, DIALECT] { ... }` (raw_statement_parser.cc) and plain SQL (sql_statement_parser.cc).
std::optional<Statement> ParseRawStatement(ParseContext& context);
std::optional<Statement> ParseSqlStatement(ParseContext& context);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_STATEMENT_PARSER_H_
