#include "compiler/diagnostics/diagnostic.h"

#include <algorithm>
#include <tuple>

namespace instar::compiler {
namespace {

// What a line of kinds.def says behind the name.
struct Traits {
  constexpr Traits(Severity its_severity, Allowable its_allowable = Allowable::kNo)
      : Traits(its_severity, WarningGroup::kDefault, its_allowable) {}
  constexpr Traits(Severity its_severity, WarningGroup its_group, Allowable its_allowable = Allowable::kNo)
      : severity(its_severity), group(its_group), allowable(its_allowable) {}

  Severity severity;
  WarningGroup group;
  Allowable allowable;
};

struct KindRow {
  std::string_view name;
  Traits traits;
};

constexpr KindRow kKinds[] = {
#define INSTAR_DIAGNOSTIC(identifier, name, ...) {name, Traits(__VA_ARGS__)},
#include "compiler/diagnostics/kinds.def"
#undef INSTAR_DIAGNOSTIC
};

const KindRow& RowOf(DiagnosticKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

}  // namespace

std::string_view DiagnosticName(DiagnosticKind kind) { return RowOf(kind).name; }

Severity DiagnosticSeverity(DiagnosticKind kind) { return RowOf(kind).traits.severity; }

WarningGroup DiagnosticGroup(DiagnosticKind kind) { return RowOf(kind).traits.group; }

bool IsAllowable(DiagnosticKind kind) { return RowOf(kind).traits.allowable == Allowable::kYes; }

std::optional<DiagnosticKind> FindDiagnostic(std::string_view name) {
  for (DiagnosticKind kind : AllDiagnosticKinds()) {
    if (DiagnosticName(kind) == name) return kind;
  }
  return std::nullopt;
}

const std::vector<DiagnosticKind>& AllDiagnosticKinds() {
  static const auto* const kAllKinds = new std::vector<DiagnosticKind>{
#define INSTAR_DIAGNOSTIC(identifier, name, ...) DiagnosticKind::identifier,
#include "compiler/diagnostics/kinds.def"
#undef INSTAR_DIAGNOSTIC
  };
  return *kAllKinds;
}

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

void Diagnostics::Filter(const std::function<bool(Diagnostic&)>& keep) {
  std::erase_if(all_, [&](Diagnostic& diagnostic) { return !keep(diagnostic); });
  errors_ = static_cast<int>(std::count_if(all_.begin(), all_.end(), [](const Diagnostic& diagnostic) {
    return diagnostic.severity() == Severity::kError;
  }));
}

}  // namespace instar::compiler
