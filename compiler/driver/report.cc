#include "compiler/driver/report.h"

#include "compiler/diagnostics/json_printer.h"
#include "compiler/diagnostics/msvc_printer.h"
#include "compiler/diagnostics/sarif_printer.h"

namespace instar::compiler {

std::string FormatDiagnostics(DiagnosticsFormat format, const TextPrinterOptions& text,
                              const SourceSet& sources, const Diagnostics& diagnostics) {
  switch (format) {
    case DiagnosticsFormat::kText:
      break;
    case DiagnosticsFormat::kJson:
      return PrintJson(sources, diagnostics);
    case DiagnosticsFormat::kSarif:
      return PrintSarif(sources, diagnostics, INSTAR_VERSION);
    case DiagnosticsFormat::kMsvc:
      return PrintMsvc(sources, diagnostics);
  }
  return PrintDiagnostics(sources, diagnostics, text);
}

void WriteSarifFile(const Options& options, const SourceSet& sources, FileSystem& files,
                    Diagnostics* diagnostics) {
  if (options.sarif_file.empty()) return;
  const absl::Status status =
      WriteIfChanged(files, options.sarif_file, PrintSarif(sources, *diagnostics, INSTAR_VERSION));
  if (!status.ok()) diagnostics->Add(DiagnosticKind::kCannotWrite, {}, std::string(status.message()));
}

}  // namespace instar::compiler
