// Diagnostics as Clang prints them, without the file that only includes the headers.
#ifndef INSTAR_TOOLS_INSTAR_MODELS_PRINTER_H_
#define INSTAR_TOOLS_INSTAR_MODELS_PRINTER_H_

#include <clang/Basic/Diagnostic.h>
#include <clang/Basic/DiagnosticOptions.h>
#include <clang/Frontend/TextDiagnostic.h>

#include <memory>
#include <string>

namespace instar::models {

class Printer final : public clang::DiagnosticConsumer {
 public:
  // On the standard error stream. `main_file` is never named.
  Printer(std::string main_file, bool color);

  void BeginSourceFile(const clang::LangOptions& language, const clang::Preprocessor* preprocessor) override;
  void EndSourceFile() override;
  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& info) override;

 private:
  const std::string main_file_;
  llvm::IntrusiveRefCntPtr<clang::DiagnosticOptions> options_;
  std::unique_ptr<clang::TextDiagnostic> text_;
};

}  // namespace instar::models

#endif  // INSTAR_TOOLS_INSTAR_MODELS_PRINTER_H_
