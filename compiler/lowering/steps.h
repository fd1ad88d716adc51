// What lowering yields: for every revision and dialect, the steps that the runtime will take.
#ifndef INSTAR_COMPILER_LOWERING_STEPS_H_
#define INSTAR_COMPILER_LOWERING_STEPS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/source/source.h"
#include "instar/table.h"

namespace instar::compiler {

struct LoweredStep {
  StepKind kind = StepKind::kSql;
  std::string text;         // the statement, or the function's qualified name
  SourceRange source;       // what the user wrote: errors of the database point there
  std::uint32_t flags = 0;  // instar::kStep...
};

struct LoweredRevision {
  std::vector<LoweredStep> upgrade;
  std::vector<LoweredStep> downgrade;
  std::string schema_change = {};  // the text of runtime/applying/schema_change.h
};

struct LoweredDialect {
  Dialect dialect = Dialect::kSqlite;
  std::uint32_t minimum_version = 0;
  std::vector<LoweredRevision> revisions;  // in the chain's order
  bool has_schema_changes = false;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_LOWERING_STEPS_H_
