// What the compiler found, on its way out: the formats, and SARIF into a file.
#ifndef INSTAR_COMPILER_DRIVER_REPORT_H_
#define INSTAR_COMPILER_DRIVER_REPORT_H_

#include <string>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/diagnostics/text_printer.h"
#include "compiler/driver/options.h"
#include "compiler/source/file_system.h"
#include "compiler/source/source.h"

namespace instar::compiler {

// All diagnostics as `format` has them.
std::string FormatDiagnostics(DiagnosticsFormat format, const TextPrinterOptions& text,
                              const SourceSet& sources, const Diagnostics& diagnostics);

// Writes the file that --sarif-file names, if any; that it could not is a diagnostic.
void WriteSarifFile(const Options& options, const SourceSet& sources, FileSystem& files,
                    Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_DRIVER_REPORT_H_
