// Diagnostics as people read them, in the form that every editor knows from Clang:
//
//   b.migration:2:10: error: no revision 'usrs'; did you mean 'users'? [missing-parent]
//   revises  usrs;
//            ^~~~
//            users
#ifndef INSTAR_COMPILER_DIAGNOSTICS_TEXT_PRINTER_H_
#define INSTAR_COMPILER_DIAGNOSTICS_TEXT_PRINTER_H_

#include <cstddef>
#include <string>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

namespace instar::compiler {

struct TextPrinterOptions {
  bool color = false;         // escape sequences of ECMA-48
  std::size_t columns = 166;  // of a source line that are shown; beyond, a terminal would move the carets
};

// One diagnostic with its notes and fix-its.
std::string PrintDiagnostic(const SourceSet& sources, const Diagnostic& diagnostic,
                            const TextPrinterOptions& options = {});

// All of them in the order they stand in, then the summary.
std::string PrintDiagnostics(const SourceSet& sources, const Diagnostics& diagnostics,
                             const TextPrinterOptions& options = {});

// "2 errors and 1 warning generated.\n", or nothing when there were none.
std::string PrintSummary(int errors, int warnings);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_DIAGNOSTICS_TEXT_PRINTER_H_
