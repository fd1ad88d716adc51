// Which operations cannot be undone exactly, whatever rows there are. Internal to this folder.
#ifndef INSTAR_COMPILER_SCHEMA_NO_INVERSE_H_
#define INSTAR_COMPILER_SCHEMA_NO_INVERSE_H_

#include <optional>
#include <string>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/schema/catalog.h"
#include "compiler/schema/operation.h"

namespace instar::compiler {

struct NoInverse {
  std::string message;
  std::optional<Note> note;
};

// `start`: the schema before the revision. What it does not know goes away as a whole, so how it changed
// within the revision is no problem.
std::optional<NoInverse> WhyNoInverse(const Operation& operation, const Catalog& start);

// False for those and for what need not be undone on its own: the loss of a column that is no older than the
// revision.
bool HasInverse(const Operation& operation, const Catalog& start);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_NO_INVERSE_H_
