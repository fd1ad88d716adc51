// A type of C++ leaves open what makes no difference to the database. Internal to this folder.
#ifndef INSTAR_COMPILER_MODELS_OPEN_TYPES_H_
#define INSTAR_COMPILER_MODELS_OPEN_TYPES_H_

#include "compiler/schema/type.h"

namespace instar::compiler {

// Whether a column that is `head` serves a field that nobody gave a type, and which would become `model`.
// SQLite stores all whole numbers alike, and all others.
bool FitsOpenType(const Type& head, const Type& model);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_OPEN_TYPES_H_
