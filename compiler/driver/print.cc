#include "compiler/driver/print.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/lowering/sqlite/lower_to_sqlite.h"
#include "compiler/lowering/sqlite/rebuild.h"
#include "compiler/schema/print_schema.h"
#include "compiler/schema/schema.h"

namespace instar::compiler {
namespace {

// The revision asked for; the only head when none was.
std::optional<std::uint32_t> FindRevision(const Chain& chain, const std::string& id, std::string* usage) {
  std::set<std::uint32_t> heads;
  std::vector<std::string> ids;
  for (std::uint32_t r = 0; r < chain.revisions.size(); ++r) {
    const Revision& revision = chain.revisions[r];
    if (revision.id == id) return r;
    ids.push_back(revision.id);
    heads.insert(r);
    for (const std::uint32_t needed : revision.parents) heads.erase(needed);
    for (const std::uint32_t needed : revision.dependencies) heads.erase(needed);
  }
  if (id != "head") {
    *usage = "no revision is called '" + id + "'" + DidYouMean(std::string(Suggester(ids).Closest(id)));
  } else if (heads.size() != 1) {
    *usage = "there are " + std::to_string(heads.size()) + " heads: name a revision, as in --print-schema=ID";
  } else {
    return *heads.begin();
  }
  return std::nullopt;
}

bool IsUnenforced(const LoweredStep& step) {
  return step.kind == StepKind::kRebuild || (step.flags & kStepWithoutForeignKeys) != 0;
}

void AppendSteps(const char* direction, const std::vector<LoweredStep>& steps, std::string* text) {
  *text += std::string("-- ") + direction + "\n";
  if (std::ranges::any_of(steps, IsUnenforced)) {
    *text += "-- Foreign keys are off, and are checked before the commit.\n";
  }
  for (const LoweredStep& step : steps) {
    for (const std::string& statement : sqlite::StatementsOf(step)) {
      // A comment: C++ is no SQL.
      *text += step.kind == StepKind::kCall ? "-- call " + statement + "\n" : statement + ";\n";
    }
  }
}

}  // namespace

Printed PrintSchemaAt(const Options& options, const Parsed& parsed, Diagnostics* diagnostics) {
  Printed printed;
  const std::optional<Chain> chain =
      BuildChain(parsed.sources, parsed.trees, options.compile.chain, diagnostics);
  if (!chain.has_value()) return printed;
  const std::vector<RevisionSchema> schemas = BuildSchemas(
      parsed.sources, *chain, {.sqlite_min_version = options.compile.sqlite_min_version}, diagnostics);
  if (diagnostics->errors() > 0) return printed;
  const std::optional<std::uint32_t> revision = FindRevision(*chain, *options.print_schema, &printed.usage);
  if (!revision.has_value()) return printed;
  const Catalog& catalog = schemas[*revision].after;
  printed.text = options.json ? PrintSchemaAsJson(catalog) : PrintSchema(catalog);
  return printed;
}

Printed PrintSqliteSql(const Options& options, const Parsed& parsed, Diagnostics* diagnostics) {
  Printed printed;
  const std::optional<Chain> chain =
      BuildChain(parsed.sources, parsed.trees, options.compile.chain, diagnostics);
  if (!chain.has_value()) return printed;
  const std::vector<RevisionSchema> schemas = BuildSchemas(
      parsed.sources, *chain, {.sqlite_min_version = options.compile.sqlite_min_version}, diagnostics);
  const LoweredDialect lowered =
      LowerToSqlite(parsed.sources, *chain, schemas, {options.compile.sqlite_min_version}, diagnostics);
  if (diagnostics->errors() > 0) return printed;
  for (std::uint32_t r = 0; r < chain->revisions.size(); ++r) {
    printed.text += std::string(r == 0 ? "" : "\n") + "-- revision " + chain->revisions[r].id + "\n";
    AppendSteps("upgrade", lowered.revisions[r].upgrade, &printed.text);
    const Downgrade& downgrade = chain->revisions[r].tree->downgrade;
    if (downgrade.kind == DowngradeKind::kIrreversible) {
      printed.text += "-- irreversible\n";
    } else {
      AppendSteps("downgrade", lowered.revisions[r].downgrade, &printed.text);
    }
  }
  return printed;
}

}  // namespace instar::compiler
