// Clang's errors, kept until it is known which of them matter.
#ifndef INSTAR_TOOLS_INSTAR_MODELS_ERROR_LOG_H_
#define INSTAR_TOOLS_INSTAR_MODELS_ERROR_LOG_H_

#include <clang/AST/DeclBase.h>
#include <clang/Basic/Diagnostic.h>

#include <vector>

#include "tools/instar_models/macro_uses.h"
#include "tools/instar_models/reporter.h"

namespace instar::models {

class ErrorLog final : public clang::DiagnosticConsumer {
 public:
  // With the notes that follow it.
  struct Entry {
    clang::StoredDiagnostic error;
    std::vector<clang::StoredDiagnostic> notes;
  };

  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& info) override;

  const std::vector<Entry>& entries() const { return entries_; }

  // Says in the words of <instar/model.h> what Clang says of attributes where none may stand.
  void TakeMisplaced(const clang::SourceManager& sources, MacroUses* uses, Reporter* reporter);

 private:
  std::vector<Entry> entries_;
  bool keeps_notes_ = false;
};

// Whether there are errors among the members of a struct, whose functions do not count.
bool HasErrorIn(const clang::SourceManager& sources, const clang::Decl& declaration, const ErrorLog& log);

// Whether the headers end in the middle of something. What was read of them is not what was meant.
bool HasErrorAtEnd(const clang::SourceManager& sources, const ErrorLog& log);

// Repeats what explains why these declarations are broken: the errors inside them or else all, and what
// could not be included.
void ReportBroken(const clang::SourceManager& sources, const std::vector<const clang::Decl*>& broken,
                  const ErrorLog& log, const MacroUses& uses, Reporter* reporter);

// One warning for all that Clang did not understand and no model needs.
void WarnOfUnread(const ErrorLog& log, const MacroUses& uses, Reporter* reporter);

}  // namespace instar::models

#endif  // INSTAR_TOOLS_INSTAR_MODELS_ERROR_LOG_H_
