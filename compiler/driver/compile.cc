#include "compiler/driver/compile.h"

#include <optional>
#include <set>
#include <utility>

#include "compiler/chain/chain.h"
#include "compiler/chain/hash.h"
#include "compiler/chain/releases.h"
#include "compiler/driver/load.h"
#include "compiler/lowering/sqlite/lower_to_sqlite.h"
#include "compiler/models/check_models.h"
#include "compiler/models/load_models.h"
#include "compiler/replay/proofs.h"
#include "compiler/replay/sqlite_replay.h"
#include "compiler/schema/compatibility.h"
#include "compiler/schema/heads.h"
#include "compiler/schema/lints/lints.h"
#include "compiler/schema/schema.h"
#include "compiler/syntax/call_check.h"
#include "compiler/syntax/parser.h"
#include "compiler/table/table_data.h"
#include "compiler/write/cpp_writer.h"
#include "compiler/write/depfile.h"
#include "compiler/write/schema_header.h"

namespace instar::compiler {
namespace {

struct Phases {
  std::optional<Chain> chain;
  std::vector<RevisionSchema> schemas;
  LoweredDialect sqlite;
};

// Beside the stamp, which only a build system asks for: by hand everything is proven anew.
std::string ProofsPath(const CompileOptions& options) {
  return options.stamp.empty() ? "" : options.stamp + ".proofs";
}

std::set<std::string, std::less<>> KnownProofs(const CompileOptions& options, const FileSystem& files) {
  const absl::StatusOr<std::string> text = files.Read(ProofsPath(options));
  return text.ok() ? ReadProofs(*text) : std::set<std::string, std::less<>>();
}

// Without a replay nobody decides about them: they stand.
void ReportUndecided(const std::vector<RowRisk>& risks, Diagnostics* diagnostics) {
  for (const RowRisk& risk : risks) {
    if (risk.undecided && !risk.accepted) Report(risk, diagnostics);
  }
}

std::vector<OutputFile> Write(const CompileOptions& options, const Parsed& parsed, const Chain& chain,
                              const std::vector<RevisionSchema>& schemas, const TableData& table) {
  std::vector<OutputFile> outputs;
  if (!options.header.empty()) {
    outputs.push_back({options.header, WriteHeader(table, options.names)});
    outputs.push_back({options.source, WriteSource(table, parsed.sources, options.names)});
  }
  if (!options.schema_header.empty()) {
    const Catalog schema = SchemaAtHeads(chain, schemas);
    outputs.push_back({options.schema_header, WriteSchemaHeader(schema, options.names)});
  }
  if (!options.depfile.empty()) {
    outputs.push_back({options.depfile, WriteDepfile(options.stamp, parsed.watched)});
  }
  return outputs;
}

}  // namespace

Parsed ParseInputs(const CompileOptions& options, const FileSystem& files, Diagnostics* diagnostics) {
  LoadedSources loaded = LoadSources(options, files, diagnostics);
  Parsed parsed{std::move(loaded.sources), std::move(loaded.watched), {}, {}, {}};
  parsed.trees.reserve(parsed.sources.size());
  for (FileId file = 0; file < parsed.sources.size(); ++file) {
    parsed.trees.push_back(Parse(parsed.sources, file, diagnostics, options.depth));
    if (!options.has_steps) CheckNoCalls(parsed.trees.back(), diagnostics);
  }
  if (loaded.lock.has_value()) {
    const FileId file = parsed.sources.Add(*std::move(loaded.lock));
    parsed.lock = ReadLockFile(parsed.sources, file, diagnostics);
  }
  if (!options.models.empty()) {
    parsed.watched.push_back(options.models);
    parsed.models = LoadModels(options.models, files, &parsed.sources, diagnostics);
  }
  return parsed;
}

Compiled Compile(const CompileOptions& options, const Parsed& parsed, const FileSystem& files,
                 Diagnostics* diagnostics) {
  const auto phases = std::make_shared<Phases>();
  Compiled compiled;
  compiled.made_from = phases;
  ChainOptions chain_options = options.chain;
  if (parsed.lock.has_value()) chain_options.removed = CheckRemoved(*parsed.lock, parsed.trees, diagnostics);
  phases->chain = BuildChain(parsed.sources, parsed.trees, chain_options, diagnostics);
  if (!phases->chain.has_value()) return compiled;
  const Chain& chain = *phases->chain;
  const std::vector<RevisionHashes> hashes = HashChain(parsed.sources, chain);
  LintOptions lint_options;
  if (parsed.lock.has_value()) {
    lint_options.releases = CheckReleases(*parsed.lock, chain, hashes, diagnostics);
  }
  phases->schemas =
      BuildSchemas(parsed.sources, chain, {.sqlite_min_version = options.sqlite_min_version}, diagnostics);
  const std::vector<RevisionSchema>& schemas = phases->schemas;
  const std::vector<RowRisk> risks = Lint(parsed.sources, chain, schemas, lint_options, diagnostics);
  phases->sqlite = LowerToSqlite(parsed.sources, chain, schemas, {options.sqlite_min_version}, diagnostics);
  const std::vector<RevisionCompatibility> compatibilities =
      JudgeCompatibility(parsed.sources, chain, schemas, {}, diagnostics);
  ReportAllows(schemas, diagnostics);
  if (diagnostics->errors() > 0) return compiled;
  if (parsed.models.has_value()) {
    CheckModels({parsed.sources, *parsed.models, chain, schemas, SchemaAtHeads(chain, schemas)}, diagnostics);
  }

  const TableData table = BuildTable(chain, hashes, {phases->sqlite}, compatibilities);
  if (options.replay) {
    const ReplayInput input{parsed.sources, chain, schemas, table};
    compiled.proofs =
        WriteProofs(ReplayOnSqlite(input, risks, ProofKeys(chain, hashes, table, risks, INSTAR_VERSION),
                                   KnownProofs(options, files), diagnostics));
  } else {
    ReportUndecided(risks, diagnostics);
  }
  if (diagnostics->errors() == 0) {
    compiled.outputs = Write(options, parsed, chain, schemas, table);
  }
  return compiled;
}

void WriteOutputs(const CompileOptions& options, const Compiled& compiled, FileSystem& files,
                  Diagnostics* diagnostics) {
  absl::Status status;
  for (const OutputFile& output : compiled.outputs) {
    if (status.ok()) status = WriteIfChanged(files, output.path, output.text);
  }
  // The build system compares its time with the inputs': it must be new even when nothing in it is.
  if (status.ok() && !options.stamp.empty()) status = files.Write(options.stamp, "");
  if (!status.ok()) diagnostics->Add(DiagnosticKind::kCannotWrite, {}, std::string(status.message()));
}

void KeepProofs(const CompileOptions& options, const Compiled& compiled, FileSystem& files) {
  // Whether or not that works: the file only saves time.
  if (options.replay && !options.stamp.empty()) {
    WriteIfChanged(files, ProofsPath(options), compiled.proofs).IgnoreError();
  }
}

}  // namespace instar::compiler
