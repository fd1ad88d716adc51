#include "tools/instar_models/printer.h"

#include <clang/Basic/SourceManager.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/Support/raw_ostream.h>

#include <utility>

namespace instar::models {
namespace {

using clang::DiagnosticsEngine;

class Text final : public clang::TextDiagnostic {
 public:
  Text(const std::string& main_file, const clang::LangOptions& language, clang::DiagnosticOptions* options)
      : TextDiagnostic(llvm::errs(), language, options), main_file_(main_file) {}

 private:
  void emitIncludeLocation(clang::FullSourceLoc location, clang::PresumedLoc place) override {
    if (place.isValid() && place.getFilename() == main_file_) return;
    TextDiagnostic::emitIncludeLocation(location, place);
  }

  const std::string& main_file_;
};

}  // namespace

Printer::Printer(std::string main_file, bool color)
    : main_file_(std::move(main_file)), options_(new clang::DiagnosticOptions) {
  options_->ShowColors = color;
  llvm::errs().enable_colors(color);
}

void Printer::BeginSourceFile(const clang::LangOptions& language,
                              const clang::Preprocessor* /*preprocessor*/) {
  text_ = std::make_unique<Text>(main_file_, language, options_.get());
}

void Printer::EndSourceFile() { text_.reset(); }

void Printer::HandleDiagnostic(DiagnosticsEngine::Level level, const clang::Diagnostic& info) {
  DiagnosticConsumer::HandleDiagnostic(level, info);
  llvm::SmallString<256> message;
  info.FormatDiagnostic(message);
  const bool has_place = text_ != nullptr && info.getLocation().isValid() && info.hasSourceManager();
  if (has_place) {
    text_->emitDiagnostic(clang::FullSourceLoc(info.getLocation(), info.getSourceManager()), level, message,
                          info.getRanges(), info.getFixItHints());
    return;
  }
  const bool is_error = level >= DiagnosticsEngine::Error;
  llvm::errs() << "instar-models: "
               << (is_error                           ? "error: "
                   : level == DiagnosticsEngine::Note ? "note: "
                                                      : "warning: ")
               << message << '\n';
}

}  // namespace instar::models
