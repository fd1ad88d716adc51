// Takes every case of chain.json the whole road that a user's files take: `.migration` text, parser, chain,
// hashes, table, planning. INSTAR_CHAIN_CASES names another file of the same format.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/chain/hash.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/lowering/steps.h"
#include "compiler/source/source.h"
#include "compiler/syntax/parser.h"
#include "compiler/table/table_data.h"
#include "tests/conformance/chain_cases.h"
#include "tests/conformance/chain_queries.h"

namespace instar {
namespace {

constexpr int kShownDifferences = 20;

class Report {
 public:
  void Difference(const std::string& where, const std::string& what) {
    if (++differences_ <= kShownDifferences) std::printf("%s\n  %s\n", where.c_str(), what.c_str());
  }
  int differences() const { return differences_; }

 private:
  int differences_ = 0;
};

std::string Joined(const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : ", ") + name;
  return joined;
}

std::string MigrationText(const CaseRevision& revision) {
  std::string text = "revision " + revision.id + ";\n";
  text += "revises " + (revision.down.empty() ? "base" : Joined(revision.down)) + ";\n";
  if (!revision.depends.empty()) text += "depends on " + Joined(revision.depends) + ";\n";
  if (!revision.labels.empty()) text += "label " + Joined(revision.labels) + ";\n";
  return text + "\nupgrade { }\n";
}

struct Compiled {
  compiler::Diagnostics diagnostics;
  std::optional<compiler::TableData> data;  // absent when the chain is broken
};

Compiled Compile(const Case& one, bool reversed) {
  std::vector<CaseRevision> revisions = one.revisions;
  if (reversed) std::reverse(revisions.begin(), revisions.end());
  Compiled compiled;
  compiler::SourceSet sources;
  std::vector<compiler::SyntaxTree> trees;
  for (const CaseRevision& revision : revisions) {
    sources.Add({std::to_string(sources.size()) + ".migration", MigrationText(revision)});
  }
  for (compiler::FileId file = 0; file < sources.size(); ++file) {
    trees.push_back(compiler::Parse(sources, file, &compiled.diagnostics));
  }
  compiler::ChainOptions options;
  options.allow_multiple_heads = one.error != "multiple_heads" && one.error != "multiple_bases";
  options.allow_multiple_bases = options.allow_multiple_heads;
  const std::optional<compiler::Chain> chain =
      compiler::BuildChain(sources, trees, options, &compiled.diagnostics);
  if (!chain || compiled.diagnostics.errors() > 0) return compiled;
  compiler::LoweredDialect sqlite;
  sqlite.dialect = Dialect::kSqlite;
  sqlite.revisions.resize(chain->revisions.size());
  compiled.data = compiler::BuildTable(*chain, compiler::HashChain(sources, *chain), {sqlite});
  return compiled;
}

std::string Reported(const compiler::Diagnostics& diagnostics) {
  std::string reported;
  for (const compiler::Diagnostic& diagnostic : diagnostics.all()) {
    reported += "\n    " + diagnostic.message + " [";
    reported += compiler::DiagnosticName(diagnostic.kind);
    reported += "]";
  }
  return reported.empty() ? " nothing" : reported;
}

// Empty when the kind is among the errors reported.
std::string CheckBroken(const Case& one, const Compiled& compiled) {
  std::string expected = one.error;
  std::replace(expected.begin(), expected.end(), '_', '-');
  for (const compiler::Diagnostic& diagnostic : compiled.diagnostics.all()) {
    if (compiler::DiagnosticSeverity(diagnostic.kind) != compiler::Severity::kError) continue;
    if (expected == compiler::DiagnosticName(diagnostic.kind)) return "";
  }
  return "expected the error " + expected + ", reported:" + Reported(compiled.diagnostics);
}

// Every answer must be the same whatever the order of the files: `forward` and `backward`.
struct BothOrders {
  Compiled forward;
  Compiled backward;
};

std::string CheckCase(const Case& one, const BothOrders& compiled) {
  for (const Compiled* each : {&compiled.forward, &compiled.backward}) {
    std::string difference;
    if (!one.error.empty()) {
      difference = CheckBroken(one, *each);
    } else if (!each->data) {
      difference = "expected a sound chain, reported:" + Reported(each->diagnostics);
    } else {
      difference = CheckShape(each->data->table(), one);
    }
    if (!difference.empty()) return difference;
  }
  if (!one.error.empty()) return "";
  const Table forward = compiled.forward.data->table();
  const Table backward = compiled.backward.data->table();
  for (std::uint32_t r = 0; r < forward.revision_count; ++r) {
    if (forward.id(r) != backward.id(r) || forward.chain_hash(r) != backward.chain_hash(r)) {
      return "the order of the files changes revision " + std::to_string(r) + " of the table";
    }
  }
  return "";
}

std::string CheckQueryInBothOrders(const BothOrders& compiled, const Query& query) {
  if (!compiled.forward.data || !compiled.backward.data) return "the chain did not compile";
  const std::string difference = CheckQuery(compiled.forward.data->table(), query);
  if (!difference.empty()) return difference;
  const std::string reversed = CheckQuery(compiled.backward.data->table(), query);
  return reversed.empty() ? "" : "with the files reversed: " + reversed;
}

bool ReadAllCases(std::vector<Case>* cases) {
  std::vector<std::string> paths = {INSTAR_SOURCE_DIR "/tests/conformance/chain-1.json",
                                    INSTAR_SOURCE_DIR "/tests/conformance/chain-2.json"};
  if (const char* named = std::getenv("INSTAR_CHAIN_CASES"); named != nullptr && *named != '\0') {
    paths = {named};
  }
  for (const std::string& path : paths) {
    std::string error;
    if (ReadCases(path, cases, &error)) continue;
    std::printf("%s\n", error.c_str());
    return false;
  }
  return true;
}

int Main() {
  std::vector<Case> cases;
  if (!ReadAllCases(&cases)) return 2;
  Report report;
  std::size_t passed_cases = 0;
  std::size_t passed_queries = 0;
  std::size_t queries = 0;
  for (const Case& one : cases) {
    const BothOrders compiled = {Compile(one, false), Compile(one, true)};
    const std::string difference = CheckCase(one, compiled);
    if (difference.empty()) ++passed_cases;
    if (!difference.empty()) report.Difference(one.name, difference);
    for (const Query& query : one.queries) {
      ++queries;
      const std::string wrong = CheckQueryInBothOrders(compiled, query);
      if (wrong.empty()) ++passed_queries;
      if (!wrong.empty()) report.Difference(one.name + ": " + query.text, wrong);
    }
  }
  if (report.differences() > kShownDifferences) {
    std::printf("and %d more\n", report.differences() - kShownDifferences);
  }
  std::printf("cases: %zu of %zu, queries: %zu of %zu\n", passed_cases, cases.size(), passed_queries,
              queries);
  return report.differences() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace instar

int main() { return instar::Main(); }
