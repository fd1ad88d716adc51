// What the first words of a statement say about it, before anybody knows what the rest means.
#ifndef INSTAR_COMPILER_SYNTAX_STATEMENT_RULES_H_
#define INSTAR_COMPILER_SYNTAX_STATEMENT_RULES_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "instar/table.h"

namespace instar::compiler {

struct StatementProblem {
  DiagnosticKind kind;
  std::size_t word;  // the one to point at
  std::string message;
  std::string suggestion;  // what to put in the word's place, if that is certain
  // kNeedsRawBlock: the database whose statement it looks like, and so where it ends.
  Dialect dialect = Dialect::kSqlite;
};

// `words` are the first words of the statement, in lower case.
std::optional<StatementProblem> CheckPortableStatement(const std::vector<std::string>& words,
                                                       bool transaction_none);
// The rules that hold in raw blocks, too.
std::optional<StatementProblem> CheckRawStatement(const std::vector<std::string>& words,
                                                  bool transaction_none);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_STATEMENT_RULES_H_
