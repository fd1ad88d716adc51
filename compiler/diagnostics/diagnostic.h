// What the compiler has to say, as values. Phases add to a Diagnostics; only the driver prints.
#ifndef INSTAR_COMPILER_DIAGNOSTICS_DIAGNOSTIC_H_
#define INSTAR_COMPILER_DIAGNOSTICS_DIAGNOSTIC_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/source/source.h"

namespace instar::compiler {

enum class Severity { kWarning, kError };

// One per line of kinds.def.
enum class DiagnosticKind {
#define INSTAR_DIAGNOSTIC(identifier, name, ...) identifier,
#include "compiler/diagnostics/kinds.def"
#undef INSTAR_DIAGNOSTIC
};

// When a warning is given: always, or only if asked for (-Wall, -Wextra, -Wname). kError: always, as an error
// (-Wno-error=name).
enum class WarningGroup { kDefault, kAll, kExtra, kError };

// Whether a migration may say `allow NAME "why";`.
enum class Allowable { kNo, kYes };

// "missing-parent"
std::string_view DiagnosticName(DiagnosticKind kind);
Severity DiagnosticSeverity(DiagnosticKind kind);
WarningGroup DiagnosticGroup(DiagnosticKind kind);
bool IsAllowable(DiagnosticKind kind);
std::optional<DiagnosticKind> FindDiagnostic(std::string_view name);
// In the order of kinds.def.
const std::vector<DiagnosticKind>& AllDiagnosticKinds();

struct Note {
  SourceRange range;  // may be in another file; invalid when there is no place to show
  std::string message;
};

// Replacing the range (empty: inserting) by the text mends the problem; given only where that is certain.
struct FixIt {
  SourceRange range;
  std::string replacement;
};

// Messages are lower case, without a full stop, and quote what the user wrote in 'single quotes'.
struct Diagnostic {
  DiagnosticKind kind;
  SourceRange range;
  std::string message;
  std::vector<Note> notes;
  std::vector<FixIt> fix_its;
  // A warning that -Werror made an error of.
  bool promoted = false;

  // Those of WarningGroup::kError are errors without any option.
  bool PromotedByOption() const { return promoted && DiagnosticGroup(kind) != WarningGroup::kError; }
  Severity severity() const { return promoted ? Severity::kError : DiagnosticSeverity(kind); }

  Diagnostic& AddNote(SourceRange where, std::string text) {
    notes.push_back({where, std::move(text)});
    return *this;
  }
  Diagnostic& AddFixIt(SourceRange where, std::string replacement) {
    fix_its.push_back({where, std::move(replacement)});
    return *this;
  }
};

class Diagnostics {
 public:
  // More errors, or more warnings, of one file than this help nobody.
  static constexpr int kMaxPerFile = 100;

  // The reference is good until the next Add. What is too much for its file goes nowhere, but for the first
  // such error, which says so.
  Diagnostic& Add(DiagnosticKind kind, SourceRange range, std::string message);

  const std::vector<Diagnostic>& all() const { return all_; }
  int errors() const { return errors_; }
  int warnings() const { return static_cast<int>(all_.size()) - errors_; }

  // By file (in the order the files were given), then place; equal places keep the order of reporting.
  void Sort();

  // Drops those for which `keep` says no; it may also promote those that it keeps.
  void Filter(const std::function<bool(Diagnostic&)>& keep);

 private:
  std::vector<Diagnostic> all_;
  int errors_ = 0;
  struct FileCounts {
    int errors = 0;
    int warnings = 0;
  };
  std::vector<FileCounts> of_files_;
  Diagnostic dropped_{};
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_DIAGNOSTICS_DIAGNOSTIC_H_
