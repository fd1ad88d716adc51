// Whether the program's structs and the schema at head agree (DESIGN 4.7).
#ifndef INSTAR_COMPILER_MODELS_CHECK_MODELS_H_
#define INSTAR_COMPILER_MODELS_CHECK_MODELS_H_

#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/models/model_places.h"
#include "compiler/schema/catalog.h"
#include "compiler/schema/schema.h"
#include "compiler/source/source.h"

namespace instar::compiler {

struct ModelCheck {
  const SourceSet& sources;  // the headers among them
  const Models& models;
  const Chain& chain;
  const std::vector<RevisionSchema>& schemas;
  const Catalog& head;
};

// Reports each difference at the struct or its field, with a note at the statement that last touched it. The
// history has no errors. Linear in history and models but for logarithms; the history is looked through only
// where there is a difference.
void CheckModels(const ModelCheck& check, Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_CHECK_MODELS_H_
