// The one layout of a migration.
#ifndef INSTAR_COMPILER_SYNTAX_FORMATTER_H_
#define INSTAR_COMPILER_SYNTAX_FORMATTER_H_

#include <optional>
#include <string>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

namespace instar::compiler {

// The file in canonical layout: clauses and statements on lines of their own, those of a block indented by
// four; lines of at most 100 characters where that is possible; one action or column to a line where there
// are several; at most one blank line in a row. Words, literals, comments and the text of raw blocks stay as
// they are, but for CRLF, which becomes LF: no hash changes. Formatting a second time changes nothing.
//
// Nothing when the file has errors, which are reported: what cannot be understood is not touched. Linear in
// the size of the file.
std::optional<std::string> Format(const SourceFile& file, Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_FORMATTER_H_
