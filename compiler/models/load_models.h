// models.json, and the headers that it speaks of.
#ifndef INSTAR_COMPILER_MODELS_LOAD_MODELS_H_
#define INSTAR_COMPILER_MODELS_LOAD_MODELS_H_

#include <optional>
#include <string>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/models/model_places.h"
#include "compiler/source/file_system.h"
#include "compiler/source/source.h"

namespace instar::compiler {

// Adds the headers to the sources, so that diagnostics show their lines. A header that is not there any more
// is no error: then only its lines' numbers are known. Nothing when the file cannot be read; that is
// reported.
std::optional<Models> LoadModels(const std::string& path, const FileSystem& files, SourceSet* sources,
                                 Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_LOAD_MODELS_H_
