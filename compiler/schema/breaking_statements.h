// Statements that are no schema operations, seen by a program from before their revision.
#ifndef INSTAR_COMPILER_SCHEMA_BREAKING_STATEMENTS_H_
#define INSTAR_COMPILER_SCHEMA_BREAKING_STATEMENTS_H_

#include <string>
#include <vector>

#include "compiler/schema/operation.h"
#include "compiler/schema/schema.h"
#include "compiler/source/source.h"
#include "instar/table.h"

namespace instar::compiler {

// "rows of 'users' change"; empty when such a program cannot notice.
std::string WhatMayBreak(const SourceSet& sources, const Operation& operation, const RevisionSchema& schema,
                         const std::vector<Dialect>& dialects);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_BREAKING_STATEMENTS_H_
