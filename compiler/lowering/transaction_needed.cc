#include "compiler/lowering/transaction_needed.h"

#include <string>
#include <vector>

namespace instar::compiler {
namespace {

std::string ProblemOf(const LoweredStep& step, bool undoing) {
  switch (step.kind) {
    case StepKind::kCall:
      return "a C++ step runs inside a transaction, and this revision has none";
    case StepKind::kRebuild:
      return std::string(undoing ? "to undo this" : "for this") +
             ", SQLite has to rebuild a table, which needs a transaction, and this revision has none";
    case StepKind::kSql:
      break;
  }
  return "";
}

}  // namespace

void CheckTransactionNeeded(const Revision& revision, const LoweredRevision& lowered,
                            Diagnostics* diagnostics) {
  const SyntaxTree& tree = *revision.tree;
  if (!tree.header.transaction_none.has_value()) return;
  for (const std::vector<LoweredStep>* steps : {&lowered.upgrade, &lowered.downgrade}) {
    for (const LoweredStep& step : *steps) {
      // Of a derived downgrade, the statement that it undoes.
      const bool undoing = steps == &lowered.downgrade && step.source.begin < tree.upgrade.range.end;
      std::string problem = ProblemOf(step, undoing);
      if (problem.empty()) continue;
      diagnostics->Add(DiagnosticKind::kTransactionNeeded, step.source, std::move(problem))
          .AddNote(*tree.header.transaction_none,
                   "this takes it away; put what needs one into a revision of its own");
      return;
    }
  }
}

}  // namespace instar::compiler
