// Statements of the source as text.
#ifndef INSTAR_COMPILER_LOWERING_SQLITE_STATEMENT_TEXT_H_
#define INSTAR_COMPILER_LOWERING_SQLITE_STATEMENT_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/source.h"
#include "compiler/syntax/token.h"

namespace instar::compiler::sqlite {

// Comments and space folded to single spaces, CRLF in strings read as LF.
std::string TextOf(const SourceSet& sources, const std::vector<Token>& tokens);

// Byte for byte, CRLF read as LF.
std::string RawTextOf(const SourceSet& sources, SourceRange range);

// Flags of a step that is this raw statement: instar::kStep...
std::uint32_t RawFlagsOf(std::string_view statement);

}  // namespace instar::compiler::sqlite

#endif  // INSTAR_COMPILER_LOWERING_SQLITE_STATEMENT_TEXT_H_
