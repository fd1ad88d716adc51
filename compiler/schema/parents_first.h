// An order in which tables can be made and filled.
#ifndef INSTAR_COMPILER_SCHEMA_PARENTS_FIRST_H_
#define INSTAR_COMPILER_SCHEMA_PARENTS_FIRST_H_

#include <vector>

#include "compiler/schema/objects.h"

namespace instar::compiler {

// Tables after those that their foreign keys lead to; a cycle is entered at its smallest id. The same
// whatever the order they are given in.
std::vector<TablePointer> ParentsFirst(const std::vector<TablePointer>& tables);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_PARENTS_FIRST_H_
