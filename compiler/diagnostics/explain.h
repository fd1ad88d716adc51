// The pages that `instarc --explain` prints: one for each kind, from compiler/diagnostics/explain/NAME.md.
#ifndef INSTAR_COMPILER_DIAGNOSTICS_EXPLAIN_H_
#define INSTAR_COMPILER_DIAGNOSTICS_EXPLAIN_H_

#include <string>
#include <string_view>

#include "compiler/diagnostics/diagnostic.h"

namespace instar::compiler {

// One page as it is built in. It begins with "# NAME", an empty line and the summary on a line of its own.
struct ExplainPage {
  std::string_view name;
  std::string_view text;
};

// Null when the kind has none.
const ExplainPage* FindExplainPage(std::string_view name);

// What the kind means, on one line; empty when it has no page.
std::string_view Summary(DiagnosticKind kind);

// The paragraph beneath, on one line.
std::string Description(DiagnosticKind kind);

// The page, with a line beneath the title that says what the kind is: "Error. `allow` accepts it."
std::string Explain(DiagnosticKind kind);

// All names with their summaries, a line each.
std::string ListKinds();

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_DIAGNOSTICS_EXPLAIN_H_
