// Where the formatter breaks lines.
#ifndef INSTAR_COMPILER_SYNTAX_FORMAT_LAYOUT_H_
#define INSTAR_COMPILER_SYNTAX_FORMAT_LAYOUT_H_

#include <string>

#include "compiler/syntax/format_pieces.h"

namespace instar::compiler {

// Appends the span's lines, each with its end, indented by `indent` spaces.
void LayOut(const Span& span, std::size_t indent, std::string* out);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_FORMAT_LAYOUT_H_
