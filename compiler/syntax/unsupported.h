// What the language has and this compiler does not do yet.
#ifndef INSTAR_COMPILER_SYNTAX_UNSUPPORTED_H_
#define INSTAR_COMPILER_SYNTAX_UNSUPPORTED_H_

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"
#include "compiler/syntax/syntax_tree.h"

namespace instar::compiler {

// Reports it, and sets has_errors. Called for every tree that was parsed.
void CheckSupported(const SourceSet& sources, SyntaxTree& tree, Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_UNSUPPORTED_H_
