// What stands beside a struct: elements of its table that are no column. Cut into parts, as annotations are.
#ifndef INSTAR_COMPILER_MODELS_TABLE_OPTION_H_
#define INSTAR_COMPILER_MODELS_TABLE_OPTION_H_

#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"
#include "compiler/syntax/token.h"

namespace instar::compiler {

enum class OptionKind {
  kConstraint,  // unique (a, b), check (...), primary key (...), with its name
  kForeignKey,  // foreign key (a) references t (b) ..., with its name
  kIndex,       // [unique] index [name] (...) [where ...]
  kRenamedFrom,
  kStrict,
  kWithoutRowid,
};

// An element of a table.
struct TableOption {
  OptionKind kind = OptionKind::kConstraint;
  SourceRange range;
  std::vector<Token> tokens;  // kConstraint, kForeignKey: all; kIndex: from '(' on; kRenamedFrom: the name
  std::vector<Token> name;    // kIndex
  bool unique = false;        // kIndex
  // kConstraint: a primary key's columns, those that are plain names.
  std::vector<Token> primary_key;
};

struct ReadOption {
  TableOption option;
  bool has_errors = false;
};

// A file of its own in `texts` for each. Linear in the text, without recursion.
ReadOption ReadTableOption(const SourceSet& texts, FileId text, Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_TABLE_OPTION_H_
