// A tree as SQL in one form of writing, for tests: what was understood, not what was written.
#ifndef INSTAR_COMPILER_SYNTAX_SQL_PRINT_FOR_TEST_H_
#define INSTAR_COMPILER_SYNTAX_SQL_PRINT_FOR_TEST_H_

#include <string>

#include "compiler/source/source.h"
#include "compiler/syntax/sql_tree.h"

namespace instar::compiler::sql {

// Quoted names and values stand in double quotes, everything else is in lower case.
std::string Print(const SourceSet& sources, const Statement& statement);

}  // namespace instar::compiler::sql

#endif  // INSTAR_COMPILER_SYNTAX_SQL_PRINT_FOR_TEST_H_
