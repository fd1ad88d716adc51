// What brings back columns that were dropped, where nothing can be derived: their values are lost.
#ifndef INSTAR_COMPILER_MODELS_WAY_BACK_H_
#define INSTAR_COMPILER_MODELS_WAY_BACK_H_

#include <set>
#include <string>
#include <vector>

#include "compiler/schema/catalog.h"
#include "compiler/schema/objects.h"

namespace instar::compiler {

struct WayBack {
  std::vector<std::string> statements;
  // Some of them give rows a value that somebody must agree to.
  bool makes_up_values = false;
};

// Statements that give the tables of `head` these columns again, with all keys, checks and indexes that
// mention them, once everything else is as it was.
WayBack WayBackOf(const Catalog& head, const std::set<ObjectId>& columns);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_WAY_BACK_H_
