// For a library without C++ steps: a `call` would fail in the linker, far from the migration.
#ifndef INSTAR_COMPILER_SYNTAX_CALL_CHECK_H_
#define INSTAR_COMPILER_SYNTAX_CALL_CHECK_H_

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/syntax/syntax_tree.h"

namespace instar::compiler {

// Reports every `call` of the tree.
void CheckNoCalls(const SyntaxTree& tree, Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_CALL_CHECK_H_
