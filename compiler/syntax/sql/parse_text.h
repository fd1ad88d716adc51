// SQL that stands in no migration: what SQLite keeps of a CREATE statement in its schema table.
#ifndef INSTAR_COMPILER_SYNTAX_SQL_PARSE_TEXT_H_
#define INSTAR_COMPILER_SYNTAX_SQL_PARSE_TEXT_H_

#include <memory>
#include <string>

#include "compiler/source/source.h"
#include "compiler/syntax/sql_tree.h"

namespace instar::compiler::sql {

struct ParsedSqlText {
  SourceSet sources;                           // one file: the text; ranges of the statement point into it
  std::shared_ptr<const Statement> statement;  // null when it was not understood
  std::string error;                           // why not
};

// One statement, with or without a `;`. SQLite's own spellings are taken: `x` and [x] and 'x' as names, types
// of any words, no comma between the constraints of a table.
ParsedSqlText ParseSqlText(std::string sql);

}  // namespace instar::compiler::sql

#endif  // INSTAR_COMPILER_SYNTAX_SQL_PARSE_TEXT_H_
