#include "compiler/driver/history_table.h"

#include <utility>
#include <vector>

#include "compiler/chain/hash.h"
#include "compiler/lowering/sqlite/lower_to_sqlite.h"
#include "compiler/schema/lints/lints.h"
#include "compiler/schema/schema.h"

namespace instar::compiler {

std::optional<HistoryTable> BuildHistoryTable(const CompileOptions& options, const Parsed& parsed,
                                              TableDetail detail, Diagnostics* diagnostics) {
  std::optional<Chain> chain = BuildChain(parsed.sources, parsed.trees, options.chain, diagnostics);
  if (!chain.has_value()) return std::nullopt;
  std::vector<LoweredDialect> dialects;
  if (detail == TableDetail::kSteps) {
    const std::vector<RevisionSchema> schemas = BuildSchemas(parsed.sources, *chain, {}, diagnostics);
    Lint(parsed.sources, *chain, schemas, {}, diagnostics);
    dialects.push_back(
        LowerToSqlite(parsed.sources, *chain, schemas, {options.sqlite_min_version}, diagnostics));
    ReportAllows(schemas, diagnostics);
  }
  if (diagnostics->errors() > 0 && !options.chain.despite_errors) return std::nullopt;
  const std::vector<RevisionHashes> hashes = detail == TableDetail::kGraph
                                                 ? std::vector<RevisionHashes>(chain->revisions.size())
                                                 : HashChain(parsed.sources, *chain);
  TableData data = BuildTable(*chain, hashes, dialects);
  return HistoryTable{*std::move(chain), std::move(data)};
}

}  // namespace instar::compiler
