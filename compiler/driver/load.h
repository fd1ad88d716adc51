// From what was named on the command line to the files themselves.
#ifndef INSTAR_COMPILER_DRIVER_LOAD_H_
#define INSTAR_COMPILER_DRIVER_LOAD_H_

#include <optional>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/driver/options.h"
#include "compiler/source/file_system.h"
#include "compiler/source/source.h"

namespace instar::compiler {

struct LoadedSources {
  SourceSet sources;
  // The lock file, which is no migration: it is to be added to the sources after them.
  std::optional<SourceFile> lock;
  // Everything that was looked at, also what could not be read: what the build system must watch.
  std::vector<std::string> watched;
};

// Files in the order named, those of a folder by name; each once. What cannot be read is a diagnostic, and
// the others are read all the same.
LoadedSources LoadSources(const CompileOptions& options, const FileSystem& files, Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_DRIVER_LOAD_H_
