#include "compiler/syntax/reporter.h"

#include <utility>

namespace instar::compiler {

Diagnostic& Reporter::Error(DiagnosticKind kind, std::uint32_t begin, std::uint32_t end,
                            std::string message) {
  if (quiet_ || stopped()) {
    dropped_ = Diagnostic{};
    return dropped_;
  }
  ++errors_;
  if (stopped()) {
    kind = DiagnosticKind::kTooManyErrors;
    message = "more than " + std::to_string(kMaxErrorsPerFile) + " errors; the rest of this file is not read";
  }
  return diagnostics_->Add(kind, {file_, begin, end}, std::move(message));
}

Diagnostic& Reporter::ErrorOfAnyTime(DiagnosticKind kind, SourceRange range, std::string message) {
  bool before = std::exchange(quiet_, false);
  Diagnostic& error = Error(kind, range, std::move(message));
  quiet_ = before;
  return error;
}

}  // namespace instar::compiler
