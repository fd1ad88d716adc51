#include "compiler/syntax/call_check.h"

namespace instar::compiler {

void CheckNoCalls(const SyntaxTree& tree, Diagnostics* diagnostics) {
  for (const Block* block : {&tree.upgrade, &tree.downgrade.block}) {
    for (const Statement& statement : block->statements) {
      if (statement.kind != StatementKind::kCall) continue;
      diagnostics->Add(DiagnosticKind::kCallWithoutSteps, statement.range,
                       "'" + statement.function.text +
                           "' is a step in C++, and add_migrations() was given no STEPS: name the source "
                           "that defines it");
    }
  }
}

}  // namespace instar::compiler
