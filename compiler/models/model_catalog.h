// The schema that the models ask for.
#ifndef INSTAR_COMPILER_MODELS_MODEL_CATALOG_H_
#define INSTAR_COMPILER_MODELS_MODEL_CATALOG_H_

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/models/model_places.h"
#include "compiler/models/model_source.h"
#include "compiler/schema/catalog.h"

namespace instar::compiler {

struct ModelCatalog {
  ModelSource source;
  Catalog catalog;  // places in it are those of the migration `source.text`
  // What is wrong with the models, in that migration; nothing when `source.diagnostics` has errors.
  Diagnostics diagnostics;

  bool ok() const { return source.diagnostics.errors() == 0 && diagnostics.errors() == 0; }
};

ModelCatalog BuildModelCatalog(const ModelSet& models, const Catalog& head);

// What is wrong with the models, at its place in the headers.
void ReportModelErrors(const ModelCatalog& catalog, const ModelPlaces& places, Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_MODEL_CATALOG_H_
