// What stands beside a field: the language's column grammar, and a few words of the models' own. Here it is
// only cut into clauses; what a clause of SQL means is for the parser to tell.
#ifndef INSTAR_COMPILER_MODELS_ANNOTATION_H_
#define INSTAR_COMPILER_MODELS_ANNOTATION_H_

#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"
#include "compiler/syntax/token.h"

namespace instar::compiler {

enum class ClauseKind {
  kSql,         // unique, default 1, check (...), collate x, generated ...
  kPrimaryKey,  // primary key [asc|desc] [autoincrement]
  kNotNull,
  kNull,
  kReferences,   // references t [(c)] ..., or t.c
  kType,         // the words of a type: `varchar(320)`, or behind `type`
  kLength,       // length N: the number
  kColumn,       // column "name": the name
  kRenamedFrom,  // renamed from x: the name
  kIndex,        // index
  kAsText,
  kAsInteger,
  kAsEnum,  // as enum [name] [('a', 'b')]: what follows `enum`
};

struct Clause {
  ClauseKind kind = ClauseKind::kSql;
  SourceRange range;          // with the words that say what it is
  std::vector<Token> tokens;  // of kSql all of them, `constraint n` included; of the others as above
  std::vector<Token> name;    // `constraint n` before a key
};

// A file of its own in `texts` for each annotation. What is no clause is reported, and nothing is returned
// that could reach beyond the text it came from: parentheses are balanced, and no statement ends in it.
struct Clauses {
  std::vector<Clause> clauses;
  bool has_errors = false;
};

// Of one column. Linear in the text, without recursion.
Clauses ReadAnnotation(const SourceSet& texts, FileId text, Diagnostics* diagnostics);

// The words of one type and nothing else, as kType.
Clauses ReadType(const SourceSet& texts, FileId text, Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_ANNOTATION_H_
