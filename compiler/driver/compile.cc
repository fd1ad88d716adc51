#include "compiler/driver/compile.h"

#include <optional>
#include <utility>

#include "compiler/chain/chain.h"
#include "compiler/chain/hash.h"
#include "compiler/driver/load.h"
#include "compiler/lowering/sqlite/lower_to_sqlite.h"
#include "compiler/replay/sqlite_replay.h"
#include "compiler/syntax/call_check.h"
#include "compiler/syntax/parser.h"
#include "compiler/syntax/unsupported.h"
#include "compiler/table/table_data.h"
#include "compiler/write/cpp_writer.h"
#include "compiler/write/depfile.h"

namespace instar::compiler {

Parsed ParseInputs(const CompileOptions& options, const FileSystem& files, Diagnostics* diagnostics) {
  LoadedSources loaded = LoadSources(options, files, diagnostics);
  Parsed parsed{std::move(loaded.sources), std::move(loaded.watched), {}};
  parsed.trees.reserve(parsed.sources.size());
  for (FileId file = 0; file < parsed.sources.size(); ++file) {
    parsed.trees.push_back(Parse(parsed.sources, file, diagnostics));
    CheckSupported(parsed.sources, parsed.trees.back(), diagnostics);
    if (!options.has_steps) CheckNoCalls(parsed.trees.back(), diagnostics);
  }
  return parsed;
}

std::vector<OutputFile> Compile(const CompileOptions& options, const Parsed& parsed,
                                Diagnostics* diagnostics) {
  const std::optional<Chain> chain = BuildChain(parsed.sources, parsed.trees, options.chain, diagnostics);
  if (!chain.has_value() || diagnostics->errors() > 0) return {};

  const std::vector<RevisionHashes> hashes = HashChain(parsed.sources, *chain);
  const TableData table =
      BuildTable(*chain, hashes, {LowerToSqlite(parsed.sources, *chain, options.sqlite_min_version)});
  if (options.replay) ReplayOnSqlite(table, *chain, diagnostics);
  if (diagnostics->errors() > 0) return {};

  std::vector<OutputFile> outputs;
  if (!options.header.empty()) {
    outputs.push_back({options.header, WriteHeader(table, options.names)});
    outputs.push_back({options.source, WriteSource(table, parsed.sources, options.names)});
  }
  if (!options.depfile.empty()) {
    outputs.push_back({options.depfile, WriteDepfile(options.stamp, parsed.watched)});
  }
  return outputs;
}

void WriteOutputs(const CompileOptions& options, const std::vector<OutputFile>& outputs, FileSystem& files,
                  Diagnostics* diagnostics) {
  absl::Status status;
  for (const OutputFile& output : outputs) {
    if (status.ok()) status = WriteIfChanged(files, output.path, output.text);
  }
  // The build system compares its time with the inputs': it must be new even when nothing in it is.
  if (status.ok() && !options.stamp.empty()) status = files.Write(options.stamp, "");
  if (!status.ok()) diagnostics->Add(DiagnosticKind::kCannotWrite, {}, std::string(status.message()));
}

}  // namespace instar::compiler
