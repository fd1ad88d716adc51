// All tables that a translation unit declares.
#ifndef INSTAR_TOOLS_INSTAR_MODELS_MODEL_READER_H_
#define INSTAR_TOOLS_INSTAR_MODELS_MODEL_READER_H_

#include <clang/Sema/Sema.h>

#include <vector>

#include "tools/instar_models/macro_uses.h"
#include "tools/instar_models/models.h"
#include "tools/instar_models/reporter.h"

namespace instar::models {

struct ReadModels {
  std::vector<Model> models;                // in the order of their definitions
  std::vector<const clang::Decl*> structs;  // theirs
  // What Clang found broken though a model needs it.
  std::vector<const clang::Decl*> broken;
};

// Takes those uses of the macros out of `uses` that belong to a table. Tables with errors are left out.
ReadModels ReadModelsOf(clang::Sema& sema, MacroUses* uses, Reporter* reporter);

}  // namespace instar::models

#endif  // INSTAR_TOOLS_INSTAR_MODELS_MODEL_READER_H_
