// Words that a database takes for a name only in quotes.
#ifndef INSTAR_COMPILER_SCHEMA_LINTS_RESERVED_WORDS_H_
#define INSTAR_COMPILER_SCHEMA_LINTS_RESERVED_WORDS_H_

#include <string_view>

#include "instar/table.h"

namespace instar::compiler {

// `word` in lower case.
bool IsReserved(std::string_view word, Dialect dialect);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_LINTS_RESERVED_WORDS_H_
