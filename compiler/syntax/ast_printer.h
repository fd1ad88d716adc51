// The syntax tree as text, for `--dump-ast` and for tests. The form is stable: one line per part, children
// indented by two spaces, `<line:column>` behind what has a place.
#ifndef INSTAR_COMPILER_SYNTAX_AST_PRINTER_H_
#define INSTAR_COMPILER_SYNTAX_AST_PRINTER_H_

#include <string>

#include "compiler/source/source.h"
#include "compiler/syntax/syntax_tree.h"

namespace instar::compiler {

std::string PrintTree(const SourceSet& sources, const SyntaxTree& tree);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_AST_PRINTER_H_
