// `--print-schema` and `--print-sql`: what the compiler knows, for people and for programs.
#ifndef INSTAR_COMPILER_DRIVER_PRINT_H_
#define INSTAR_COMPILER_DRIVER_PRINT_H_

#include <string>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/driver/compile.h"
#include "compiler/driver/options.h"

namespace instar::compiler {

struct Printed {
  std::string text;   // empty when the history has errors
  std::string usage;  // what is wrong with the request itself
};

// The schema at a revision, or at the only head when none is named, as the language's own SQL or as JSON.
Printed PrintSchemaAt(const Options& options, const Parsed& parsed, Diagnostics* diagnostics);

// The statements of every revision, both directions, as SQLite will run them; a rebuild as its usual
// statements.
Printed PrintSqliteSql(const Options& options, const Parsed& parsed, Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_DRIVER_PRINT_H_
