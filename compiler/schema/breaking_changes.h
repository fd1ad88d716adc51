// What a program from before a revision may stumble over in a database that has it.
#ifndef INSTAR_COMPILER_SCHEMA_BREAKING_CHANGES_H_
#define INSTAR_COMPILER_SCHEMA_BREAKING_CHANGES_H_

#include <string>
#include <vector>

#include "compiler/schema/schema.h"
#include "compiler/source/source.h"
#include "instar/table.h"

namespace instar::compiler {

struct BreakingChange {
  std::string what;  // "column 'a' of 't' is dropped"
  // A statement that was right for the schema before fails now, whatever it is for. Otherwise it may depend
  // on what the program does.
  bool certain = false;
  SourceRange place;
};

// All but what only adds: tables, columns that need no value, views, types, indexes that refuse nothing.
// Programs are taken to name the columns that they read and write, and not to change the keys of rows. What
// comes and goes within the revision counts for nothing; raw SQL for other dialects neither.
std::vector<BreakingChange> BreakingChangesOf(const SourceSet& sources, const RevisionSchema& schema,
                                              const std::vector<Dialect>& dialects);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_BREAKING_CHANGES_H_
