// The models that a schema asks for: the other way round.
#ifndef INSTAR_COMPILER_MODELS_MODELS_OF_H_
#define INSTAR_COMPILER_MODELS_MODELS_OF_H_

#include "compiler/models/model_set.h"
#include "compiler/schema/catalog.h"

namespace instar::compiler {

// One for each table, in the order of making; read back they are no different from the schema. Where the C++
// type says the same, the annotation does not repeat it. `struct_name` is the table's name, and there are no
// places. With `exact`, nothing is left open: every type is written out.
ModelSet ModelsOf(const Catalog& catalog, bool exact = false);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_MODELS_OF_H_
