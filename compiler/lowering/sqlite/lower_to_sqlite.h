// Revisions as SQLite will run them.
#ifndef INSTAR_COMPILER_LOWERING_SQLITE_LOWER_TO_SQLITE_H_
#define INSTAR_COMPILER_LOWERING_SQLITE_LOWER_TO_SQLITE_H_

#include <cstdint>

#include "compiler/chain/chain.h"
#include "compiler/lowering/steps.h"
#include "compiler/source/source.h"

namespace instar::compiler {

// Portable statements travel as written, but for comments and space: those are folded to single spaces, so
// that saving a comment changes no byte of the table. Raw statements travel byte for byte, CRLF read as LF.
// `minimum_version` is SQLite's own number: 3037000 for 3.37.
LoweredDialect LowerToSqlite(const SourceSet& sources, const Chain& chain, std::uint32_t minimum_version);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_LOWERING_SQLITE_LOWER_TO_SQLITE_H_
