// Text to tree.
#ifndef INSTAR_COMPILER_SYNTAX_PARSER_H_
#define INSTAR_COMPILER_SYNTAX_PARSER_H_

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"
#include "compiler/syntax/syntax_tree.h"

namespace instar::compiler {

// Reports what cannot be understood, recovers at the next statement or clause, and always reaches the end of
// the file. Linear in the size of the file, however it is nested; never recurses.
SyntaxTree Parse(const SourceSet& sources, FileId file, Diagnostics* diagnostics);

// Only what stands before the first block: enough for the chain, and several times faster. What is wrong
// further down is not seen.
SyntaxTree ParseHeader(const SourceSet& sources, FileId file, Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_PARSER_H_
