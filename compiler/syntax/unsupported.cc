#include "compiler/syntax/unsupported.h"

namespace instar::compiler {

void CheckSupported(const SourceSet&, SyntaxTree& tree, Diagnostics* diagnostics) {
  if (!tree.header.transaction_none) return;
  diagnostics->Add(DiagnosticKind::kNotSupportedYet, *tree.header.transaction_none,
                   "'transaction none' is not supported yet: every revision runs in a transaction");
  tree.has_errors = true;
}

}  // namespace instar::compiler
