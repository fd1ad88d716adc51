#include "compiler/driver/history_table.h"

#include <utility>
#include <vector>

#include "compiler/chain/hash.h"
#include "compiler/chain/releases.h"
#include "compiler/lowering/sqlite/lower_to_sqlite.h"
#include "compiler/schema/compatibility.h"
#include "compiler/schema/lints/lints.h"
#include "compiler/schema/schema.h"

namespace instar::compiler {

std::optional<HistoryTable> BuildHistoryTable(const CompileOptions& options, const Parsed& parsed,
                                              TableDetail detail, Diagnostics* diagnostics) {
  const bool checks_releases = detail == TableDetail::kSteps && parsed.lock.has_value();
  ChainOptions chain_options = options.chain;
  if (checks_releases) chain_options.removed = CheckRemoved(*parsed.lock, parsed.trees, diagnostics);
  std::optional<Chain> chain = BuildChain(parsed.sources, parsed.trees, chain_options, diagnostics);
  if (!chain.has_value()) return std::nullopt;
  std::vector<RevisionHashes> hashes(chain->revisions.size());
  if (detail != TableDetail::kGraph)
    hashes = HashChain(parsed.sources, *chain, detail == TableDetail::kSteps);
  std::vector<LoweredDialect> dialects;
  std::vector<RevisionCompatibility> compatibilities;
  if (detail == TableDetail::kSteps) {
    LintOptions lints;
    if (checks_releases) lints.releases = CheckReleases(*parsed.lock, *chain, hashes, diagnostics);
    const std::vector<RevisionSchema> schemas = BuildSchemas(parsed.sources, *chain, {}, diagnostics);
    Lint(parsed.sources, *chain, schemas, lints, diagnostics);
    dialects.push_back(
        LowerToSqlite(parsed.sources, *chain, schemas, {options.sqlite_min_version}, diagnostics));
    compatibilities = JudgeCompatibility(parsed.sources, *chain, schemas, {}, diagnostics);
    ReportAllows(schemas, diagnostics);
  }
  if (diagnostics->errors() > 0 && !options.chain.despite_errors) return std::nullopt;
  TableData data = BuildTable(*chain, hashes, dialects, compatibilities);
  return HistoryTable{*std::move(chain), std::move(data)};
}

}  // namespace instar::compiler
