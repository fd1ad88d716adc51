#include "compiler/diagnostics/msvc_printer.h"

#include <string_view>

namespace instar::compiler {
namespace {

std::string Place(const SourceSet& sources, SourceRange range) {
  if (!range.valid()) return "instarc";
  const LineColumn at = sources.Position(range.file, range.begin);
  return sources.file(range.file).path + "(" + std::to_string(at.line) + "," + std::to_string(at.column) +
         ")";
}

// What stands on the next line would be taken for something else.
std::string OnOneLine(std::string text) {
  for (char& c : text) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  return text;
}

}  // namespace

std::string PrintMsvc(const SourceSet& sources, const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    const std::string name(DiagnosticName(diagnostic.kind));
    const bool error = diagnostic.severity() == Severity::kError;
    text += Place(sources, diagnostic.range) + ": " + (error ? "error " : "warning ") + name + ": " +
            OnOneLine(diagnostic.message) + (diagnostic.PromotedByOption() ? " [-Werror=" + name + "]" : "") +
            "\n";
    for (const Note& note : diagnostic.notes) {
      text += Place(sources, note.range) + ": note: " + OnOneLine(note.message) + "\n";
    }
  }
  return text;
}

}  // namespace instar::compiler
