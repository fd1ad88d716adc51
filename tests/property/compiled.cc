#include "tests/property/compiled.h"

#include <algorithm>
#include <functional>
#include <set>

#include "compiler/chain/hash.h"
#include "compiler/lowering/sqlite/lower_to_sqlite.h"
#include "compiler/replay/sqlite_replay.h"
#include "compiler/schema/lints/lints.h"
#include "compiler/syntax/parser.h"

namespace instar::compiler::property {

Compiled::Compiled(const std::vector<std::string>& texts, std::uint32_t minimum_version) {
  for (std::size_t i = 0; i < texts.size(); ++i) {
    sources_.Add({"r" + std::to_string(i) + ".migration", texts[i]});
  }
  for (FileId file = 0; file < sources_.size(); ++file) {
    trees_.push_back(Parse(sources_, file, &diagnostics_));
  }
  chain_ = BuildChain(sources_, trees_, {.allow_multiple_heads = true}, &diagnostics_);
  if (!chain_) return;
  schemas_ = BuildSchemas(sources_, *chain_, {.sqlite_min_version = minimum_version}, &diagnostics_);
  risks_ = Lint(sources_, *chain_, schemas_, {}, &diagnostics_);
  const LoweredDialect lowered = LowerToSqlite(sources_, *chain_, schemas_, {minimum_version}, &diagnostics_);
  ReportAllows(schemas_, &diagnostics_);
  if (ok()) table_ = BuildTable(*chain_, HashChain(sources_, *chain_), {lowered});
}

void Compiled::Replay(const std::string& only) {
  std::vector<std::string> keys;
  std::set<std::string, std::less<>> proven;
  for (const Revision& revision : chain_->revisions) {
    keys.push_back(revision.id);
    if (!only.empty() && revision.id != only) proven.insert(revision.id);
  }
  ReplayOnSqlite({sources_, *chain_, schemas_, *table_}, risks_, keys, proven, &diagnostics_);
}

bool Compiled::Has(DiagnosticKind kind) const {
  return std::ranges::any_of(diagnostics_.all(),
                             [&](const Diagnostic& diagnostic) { return diagnostic.kind == kind; });
}

std::string Compiled::Errors() const {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics_.all()) {
    if (DiagnosticSeverity(diagnostic.kind) != Severity::kError) continue;
    text += std::string(DiagnosticName(diagnostic.kind)) + ": " + diagnostic.message;
    if (diagnostic.range.valid()) text += ", at: " + std::string(sources_.Text(diagnostic.range));
    for (const Note& note : diagnostic.notes) text += "; " + note.message;
    text += "\n";
  }
  return text;
}

std::vector<DiagnosticKind> Compiled::ErrorKinds() const {
  std::vector<DiagnosticKind> kinds;
  for (const Diagnostic& diagnostic : diagnostics_.all()) {
    if (DiagnosticSeverity(diagnostic.kind) == Severity::kError) kinds.push_back(diagnostic.kind);
  }
  return kinds;
}

std::uint32_t Compiled::Find(const std::string& id) const {
  const auto found = std::ranges::find(chain_->revisions, id, &Revision::id);
  return static_cast<std::uint32_t>(found - chain_->revisions.begin());
}

bool Compiled::Rebuilds(std::uint32_t revision) const {
  const instar::Table table = table_->table();
  const DialectSteps& steps = *table.Find(Dialect::kSqlite);
  return std::ranges::any_of(table.Steps(steps, revision, Direction::kUpgrade),
                             [](const StepRow& step) { return step.kind == StepKind::kRebuild; });
}

}  // namespace instar::compiler::property
