#include "compiler/syntax/unsupported.h"

#include <string>
#include <utility>

namespace instar::compiler {
namespace {

class Checker {
 public:
  Checker(SyntaxTree* tree, Diagnostics* diagnostics) : tree_(*tree), diagnostics_(diagnostics) {}

  void Check() {
    CheckDowngrade();
    if (tree_.header.transaction_none) {
      Report(DiagnosticKind::kNotSupportedYet, *tree_.header.transaction_none,
             "'transaction none' is not supported yet: every revision runs in a transaction");
    }
  }

 private:
  void CheckDowngrade() {
    const Downgrade& downgrade = tree_.downgrade;
    bool is_auto =
        downgrade.kind == DowngradeKind::kAuto || downgrade.kind == DowngradeKind::kAutoKeepingData;
    if (is_auto) ReportNotWritten(downgrade.keyword, "a downgrade cannot be derived yet");
    for (const Statement& statement : downgrade.block.statements) {
      if (statement.kind == StatementKind::kAuto) {
        ReportNotWritten(statement.range, "no part of a downgrade can be derived yet");
      }
    }
    // A file with mistakes may have a downgrade that was not understood.
    bool missing = !downgrade.keyword.valid() && !tree_.has_errors;
    if (missing && !tree_.upgrade.statements.empty()) {
      ReportNotWritten(tree_.upgrade_keyword, "this upgrade has no downgrade, and none can be derived yet");
    }
  }

  void ReportNotWritten(SourceRange range, std::string message) {
    Report(DiagnosticKind::kDowngradeNotWritten, range,
           message + "; write 'downgrade { ... }' or 'irreversible \"why\";'");
  }

  void Report(DiagnosticKind kind, SourceRange range, std::string message) {
    diagnostics_->Add(kind, range, std::move(message));
    tree_.has_errors = true;
  }

  SyntaxTree& tree_;
  Diagnostics* diagnostics_;
};

}  // namespace

void CheckSupported(const SourceSet&, SyntaxTree& tree, Diagnostics* diagnostics) {
  Checker(&tree, diagnostics).Check();
}

}  // namespace instar::compiler
