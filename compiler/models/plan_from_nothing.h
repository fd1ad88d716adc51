// A whole schema as the statements of a first migration.
#ifndef INSTAR_COMPILER_MODELS_PLAN_FROM_NOTHING_H_
#define INSTAR_COMPILER_MODELS_PLAN_FROM_NOTHING_H_

#include <string>
#include <vector>

#include "compiler/schema/catalog.h"

namespace instar::compiler {

// Without their `;`, in an order in which they can be run: types, tables with their indexes, foreign keys
// that go round in a circle, views. What raw SQL made is left out.
std::vector<std::string> PlanFromNothing(const Catalog& schema);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_PLAN_FROM_NOTHING_H_
