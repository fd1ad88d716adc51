// The statements between the braces of `upgrade` and `downgrade`.
#ifndef INSTAR_COMPILER_SYNTAX_BLOCK_PARSER_H_
#define INSTAR_COMPILER_SYNTAX_BLOCK_PARSER_H_

#include "compiler/syntax/parse_context.h"

namespace instar::compiler {

enum class BlockKind { kUpgrade, kDowngrade };

// Reads a block at whose `{` the lexer stands, to its `}`.
Block ParseBlock(ParseContext& context, BlockKind kind);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_BLOCK_PARSER_H_
