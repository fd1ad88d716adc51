#include "compiler/diagnostics/text_printer.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/snippet.h"

namespace instar::compiler {
namespace {

constexpr std::string_view kBold = "\x1B[1m";
constexpr std::string_view kRed = "\x1B[1;31m";
constexpr std::string_view kMagenta = "\x1B[1;35m";
constexpr std::string_view kCyan = "\x1B[1;36m";
constexpr std::string_view kGreen = "\x1B[1;32m";
constexpr std::string_view kReset = "\x1B[0m";

std::string Count(int number, std::string_view what) {
  return std::to_string(number) + " " + std::string(what) + (number == 1 ? "" : "s");
}

class Printer {
 public:
  Printer(const SourceSet& sources, const TextPrinterOptions& options)
      : sources_(sources), options_(options) {}

  void Print(const Diagnostic& diagnostic) {
    bool error = diagnostic.severity() == Severity::kError;
    PrintPlace(diagnostic.range);
    PrintColored(error ? kRed : kMagenta, error ? "error: " : "warning: ");
    PrintColored(kBold, Visible(diagnostic.message));
    out_ += diagnostic.PromotedByOption() ? " [-Werror=" : " [";
    out_ += std::string(DiagnosticName(diagnostic.kind)) + "]\n";
    PrintSnippet(diagnostic.range, diagnostic.fix_its);
    for (const Note& note : diagnostic.notes) PrintNote(note);
  }

  std::string TakeText() { return std::move(out_); }

 private:
  void PrintColored(std::string_view color, std::string_view text) {
    if (options_.color) out_ += color;
    out_ += text;
    if (options_.color) out_ += kReset;
  }

  // "a.migration:2:10: "
  void PrintPlace(SourceRange range) {
    if (!range.valid()) return;
    LineColumn at = sources_.Position(range.file, range.begin);
    PrintColored(kBold, Visible(sources_.file(range.file).path) + ":" + std::to_string(at.line) + ":" +
                            std::to_string(at.column) + ":");
    out_ += " ";
  }

  void PrintNote(const Note& note) {
    PrintPlace(note.range);
    PrintColored(kCyan, "note: ");
    out_ += Visible(note.message) + "\n";
    PrintSnippet(note.range, {});
  }

  void PrintSnippet(SourceRange range, const std::vector<FixIt>& fix_its) {
    std::vector<const FixIt*> elsewhere;
    if (range.valid()) {
      Snippet snippet(sources_, range, options_.columns);
      if (!snippet.blank()) {
        out_ += snippet.text() + "\n";
        PrintColored(kGreen, snippet.Underline(range));
        out_ += "\n";
      }
      PrintFixItsBeneath(snippet, range.file, fix_its, &elsewhere);
    } else {
      for (const FixIt& fix_it : fix_its) elsewhere.push_back(&fix_it);
    }
    for (const FixIt* fix_it : elsewhere) PrintFixItElsewhere(*fix_it);
  }

  // Text to insert stands right under its place; what finds no room there is left to the caller. A removal
  // shows nothing.
  void PrintFixItsBeneath(const Snippet& snippet, FileId file, const std::vector<FixIt>& fix_its,
                          std::vector<const FixIt*>* elsewhere) {
    std::string line;
    for (const FixIt& fix_it : fix_its) {
      if (fix_it.replacement.empty()) continue;
      std::size_t column = snippet.ColumnOf(fix_it.range.begin);
      bool fits = !snippet.blank() && fix_it.range.file == file && snippet.Shows(fix_it.range.begin) &&
                  fix_it.replacement.find('\n') == std::string::npos && column >= line.size();
      if (!fits) {
        elsewhere->push_back(&fix_it);
        continue;
      }
      line.resize(column, ' ');
      line += fix_it.replacement;
    }
    if (line.empty()) return;
    PrintColored(kGreen, line);
    out_ += "\n";
  }

  void PrintFixItElsewhere(const FixIt& fix_it) {
    PrintPlace(fix_it.range);
    PrintColored(kGreen, "fix-it: ");
    out_ += fix_it.range.size() == 0 ? "insert\n" : "replace by\n";
    std::string_view rest = fix_it.replacement;
    while (!rest.empty()) {
      std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      if (line.empty()) continue;
      PrintColored(kGreen, "    " + std::string(line));
      out_ += "\n";
    }
  }

  const SourceSet& sources_;
  const TextPrinterOptions& options_;
  std::string out_;
};

}  // namespace

std::string PrintDiagnostic(const SourceSet& sources, const Diagnostic& diagnostic,
                            const TextPrinterOptions& options) {
  Printer printer(sources, options);
  printer.Print(diagnostic);
  return printer.TakeText();
}

std::string PrintDiagnostics(const SourceSet& sources, const Diagnostics& diagnostics,
                             const TextPrinterOptions& options) {
  Printer printer(sources, options);
  for (const Diagnostic& diagnostic : diagnostics.all()) printer.Print(diagnostic);
  return printer.TakeText() + PrintSummary(diagnostics.errors(), diagnostics.warnings());
}

std::string PrintSummary(int errors, int warnings) {
  if (errors == 0 && warnings == 0) return "";
  std::string text;
  if (errors > 0) text = Count(errors, "error");
  if (errors > 0 && warnings > 0) text += " and ";
  if (warnings > 0) text += Count(warnings, "warning");
  return text + " generated.\n";
}

}  // namespace instar::compiler
