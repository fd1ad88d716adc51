// All phases, one after the other: each takes a finished value and returns a new one.
#ifndef INSTAR_COMPILER_DRIVER_COMPILE_H_
#define INSTAR_COMPILER_DRIVER_COMPILE_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/chain/lock_file.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/driver/options.h"
#include "compiler/models/model_places.h"
#include "compiler/source/file_system.h"
#include "compiler/source/source.h"
#include "compiler/syntax/syntax_tree.h"

namespace instar::compiler {

struct OutputFile {
  std::string path;
  std::string text;
};

struct Parsed {
  SourceSet sources;
  std::vector<std::string> watched;
  std::vector<SyntaxTree> trees;  // one per migration
  std::optional<LockFile> lock;   // its text comes after theirs in the sources
  std::optional<Models> models;   // their headers come last
};

// source and syntax.
Parsed ParseInputs(const CompileOptions& options, const FileSystem& files, Diagnostics* diagnostics);

struct Compiled {
  // What it was made from: taking it apart takes long, and a process that ends next need not.
  std::shared_ptr<const void> made_from;
  std::vector<OutputFile> outputs;  // none when there was an error
  std::string proofs;               // what replay proved, also beside revisions that failed
};

// All the rest: chain, schema, lowering, table, replay, write. Reads nothing but what was proven before.
Compiled Compile(const CompileOptions& options, const Parsed& parsed, const FileSystem& files,
                 Diagnostics* diagnostics);

// Writes what differs, the stamp always and last.
void WriteOutputs(const CompileOptions& options, const Compiled& compiled, FileSystem& files,
                  Diagnostics* diagnostics);

// For the next time, after good and bad runs alike.
void KeepProofs(const CompileOptions& options, const Compiled& compiled, FileSystem& files);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_DRIVER_COMPILE_H_
