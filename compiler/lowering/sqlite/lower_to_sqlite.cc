#include "compiler/lowering/sqlite/lower_to_sqlite.h"

#include <algorithm>

#include "compiler/lowering/sqlite/block_lowering.h"
#include "compiler/lowering/sqlite/data_beside_rebuild.h"
#include "compiler/lowering/sqlite/needed_version.h"
#include "compiler/lowering/sqlite/rebuild.h"
#include "compiler/lowering/sqlite/rebuild_cost.h"
#include "compiler/lowering/sqlite/schema_change.h"
#include "compiler/lowering/sqlite/statement_text.h"
#include "compiler/lowering/transaction_needed.h"

namespace instar::compiler {
namespace {

void Lower(const SourceSet& sources, const Statement& statement, std::vector<LoweredStep>* steps) {
  switch (statement.kind) {
    case StatementKind::kSql:
      steps->push_back({StepKind::kSql, sqlite::TextOf(sources, statement.tokens), statement.range});
      break;
    case StatementKind::kRaw:
      if (std::ranges::find(statement.dialects, Dialect::kSqlite) == statement.dialects.end()) break;
      for (const RawStatement& raw : statement.raw_statements) {
        std::string text = sqlite::RawTextOf(sources, raw.range);
        const std::uint32_t flags = sqlite::RawFlagsOf(text);
        steps->push_back({StepKind::kSql, std::move(text), raw.range, flags});
      }
      break;
    case StatementKind::kCall:
      steps->push_back({StepKind::kCall, statement.function.text, statement.range, kStepNeedsForeignKeys});
      break;
    case StatementKind::kAllow:
    case StatementKind::kAuto:
      break;
  }
}

std::vector<LoweredStep> Lower(const SourceSet& sources, const Block& block) {
  std::vector<LoweredStep> steps;
  for (const Statement& statement : block.statements) Lower(sources, statement, &steps);
  return steps;
}

// The SQL in a step.
std::vector<std::string> TextsOf(const LoweredStep& step) {
  if (step.kind == StepKind::kCall) return {};
  return sqlite::StatementsOf(step);
}

}  // namespace

LoweredDialect LowerToSqlite(const SourceSet& sources, const Chain& chain,
                             const std::vector<RevisionSchema>& schemas, const SqliteLoweringOptions& options,
                             Diagnostics* diagnostics) {
  LoweredDialect lowered;
  lowered.dialect = Dialect::kSqlite;
  lowered.minimum_version = options.minimum_version;
  lowered.revisions.resize(chain.revisions.size());
  lowered.has_schema_changes = true;
  const auto lower = [&](const std::vector<Operation>& operations, bool untransacted) {
    std::vector<LoweredStep> steps = sqlite::LowerBlock(sources, operations, options.minimum_version);
    sqlite::CheckDataBesideRebuild(sources, operations, steps, untransacted, diagnostics);
    for (const LoweredStep& step : steps) {
      for (const std::string& statement : TextsOf(step)) {
        lowered.minimum_version = std::max(lowered.minimum_version, sqlite::NeededVersion(statement));
      }
    }
    return steps;
  };
  for (std::size_t r = 0; r < schemas.size(); ++r) {
    if (schemas[r].has_errors) continue;
    const Revision& revision = chain.revisions[r];
    const bool untransacted = revision.tree->header.transaction_none.has_value();
    lowered.revisions[r].upgrade = lower(schemas[r].upgrade, untransacted);
    sqlite::ReportRebuildCost(schemas[r], static_cast<std::uint32_t>(r), lowered.revisions[r].upgrade,
                              diagnostics);
    lowered.revisions[r].downgrade = lower(schemas[r].downgrade, untransacted);
    lowered.revisions[r].schema_change = sqlite::SchemaChangeText(sources, schemas[r]);
    CheckTransactionNeeded(revision, lowered.revisions[r], diagnostics);
  }
  return lowered;
}

LoweredDialect LowerToSqlite(const SourceSet& sources, const Chain& chain, std::uint32_t minimum_version) {
  LoweredDialect lowered;
  lowered.dialect = Dialect::kSqlite;
  lowered.minimum_version = minimum_version;
  lowered.revisions.reserve(chain.revisions.size());
  for (const Revision& revision : chain.revisions) {
    LoweredRevision& of = lowered.revisions.emplace_back();
    of.upgrade = Lower(sources, revision.tree->upgrade);
    if (revision.tree->downgrade.kind == DowngradeKind::kBlock) {
      of.downgrade = Lower(sources, revision.tree->downgrade.block);
    }
  }
  return lowered;
}

}  // namespace instar::compiler
