#include "compiler/replay/sqlite_replay.h"

#include "absl/strings/str_cat.h"
#include "instar/replay.h"
#include "runtime/planning/plan.h"

namespace instar::compiler {
namespace {

const TableData::DialectData* StepsForSqlite(const TableData& data) {
  for (const TableData::DialectData& dialect : data.dialects()) {
    if (dialect.dialect == Dialect::kSqlite) return &dialect;
  }
  return nullptr;
}

// The statement that failed; the revision's name when it failed outside of any.
SourceRange PlaceOf(const TableData& data, const Chain& chain, const Failure& failure) {
  const std::int64_t found = FindId(data.table(), failure.revision);
  if (found < 0) return {};
  const auto revision = static_cast<std::uint32_t>(found);
  const TableData::DialectData& steps = *StepsForSqlite(data);
  const std::size_t bounds = 2 * revision + static_cast<std::size_t>(failure.direction);
  const std::size_t step = steps.first[bounds] + failure.step;
  if (step < steps.first[bounds + 1]) return steps.sources[step];
  return chain.revisions[revision].tree->header.revision->range;
}

}  // namespace

void ReplayOnSqlite(const TableData& data, const Chain& chain, Diagnostics* diagnostics) {
  if (StepsForSqlite(data) == nullptr) return;
  const Report report = sqlite::Replay(data.table(), sqlite::ReplayRounds::kUpDown);
  if (report.ok()) return;
  const Failure& failure = report.failure;
  if (failure.revision.empty()) {
    diagnostics->Add(DiagnosticKind::kReplayFailed, {}, report.status.message());
    return;
  }
  const bool up = failure.direction == Direction::kUpgrade;
  Diagnostic& diagnostic = diagnostics->Add(DiagnosticKind::kReplayFailed, PlaceOf(data, chain, failure),
                                            absl::StrCat("SQLite refuses this statement: ", failure.reason));
  diagnostic.AddNote({}, absl::StrCat("while replaying the ", up ? "upgrade" : "downgrade", " of revision '",
                                      failure.revision, "' on an empty database"));
}

}  // namespace instar::compiler
