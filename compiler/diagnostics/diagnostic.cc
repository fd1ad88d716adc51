#include "compiler/diagnostics/diagnostic.h"

#include <algorithm>
#include <tuple>

namespace instar::compiler {
namespace {

struct KindRow {
  std::string_view name;
  Severity severity;
};

constexpr KindRow kKinds[] = {
#define INSTAR_DIAGNOSTIC(identifier, name, severity) {name, severity},
#include "compiler/diagnostics/kinds.def"
#undef INSTAR_DIAGNOSTIC
};

}  // namespace

std::string_view DiagnosticName(DiagnosticKind kind) { return kKinds[static_cast<int>(kind)].name; }

Severity DiagnosticSeverity(DiagnosticKind kind) { return kKinds[static_cast<int>(kind)].severity; }

Diagnostic& Diagnostics::Add(DiagnosticKind kind, SourceRange range, std::string message) {
  const bool is_error = DiagnosticSeverity(kind) == Severity::kError;
  if (range.valid()) {
    if (range.file >= of_files_.size()) of_files_.resize(range.file + 1);
    FileCounts& counts = of_files_[range.file];
    const int count = is_error ? ++counts.errors : ++counts.warnings;
    if (count > kMaxPerFile + (is_error ? 1 : 0)) {
      dropped_ = Diagnostic{};
      return dropped_;
    }
    if (count > kMaxPerFile && kind != DiagnosticKind::kTooManyErrors) {
      kind = DiagnosticKind::kTooManyErrors;
      message = "more than " + std::to_string(kMaxPerFile) + " errors; the rest of this file's are not shown";
    }
  }
  if (is_error) ++errors_;
  all_.push_back({kind, range, std::move(message), {}, {}});
  return all_.back();
}

void Diagnostics::Sort() {
  // kNoFile is the largest number: what has no place comes last.
  std::stable_sort(all_.begin(), all_.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.range.file, a.range.begin) < std::tie(b.range.file, b.range.begin);
  });
}

}  // namespace instar::compiler
