// Diagnostics as SARIF 2.1.0 (OASIS), which code hosts and editors show beside the code.
#ifndef INSTAR_COMPILER_DIAGNOSTICS_SARIF_PRINTER_H_
#define INSTAR_COMPILER_DIAGNOSTICS_SARIF_PRINTER_H_

#include <string>
#include <string_view>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

namespace instar::compiler {

// One log with one run, also when there is nothing to say. Every kind that occurs is a rule with its page;
// notes are related locations, the fix-its of one diagnostic are one fix. Columns count characters
// (`unicodeCodePoints`). `version` is that of the program.
std::string PrintSarif(const SourceSet& sources, const Diagnostics& diagnostics, std::string_view version);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_DIAGNOSTICS_SARIF_PRINTER_H_
