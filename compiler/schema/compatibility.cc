#include "compiler/schema/compatibility.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "compiler/schema/breaking_changes.h"

namespace instar::compiler {
namespace {

// What is certain first: it says most.
std::string ReasonOf(const std::vector<BreakingChange>& changes) {
  const auto certain = std::ranges::find(changes, true, &BreakingChange::certain);
  std::string reason = (certain == changes.end() ? changes.front() : *certain).what;
  if (changes.size() > 1) absl::StrAppend(&reason, ", and ", changes.size() - 1, " more");
  return reason;
}

void ReportFalse(const Compatibility& declared, const std::vector<BreakingChange>& changes,
                 Diagnostics* diagnostics) {
  const auto certain = std::ranges::find(changes, true, &BreakingChange::certain);
  if (certain == changes.end()) return;
  Diagnostic& error =
      diagnostics->Add(DiagnosticKind::kNotCompatible, declared.range,
                       absl::StrCat("an older program cannot go on using the database: ", certain->what));
  if (certain->place.valid()) error.AddNote(certain->place, "this does it");
}

RevisionCompatibility Judge(const Header& header, const std::vector<BreakingChange>& changes,
                            Diagnostics* diagnostics) {
  if (header.compatibility.has_value()) {
    const Compatibility& declared = *header.compatibility;
    if (!declared.breaking) ReportFalse(declared, changes, diagnostics);
    return {!declared.breaking, declared.reason.value};
  }
  if (changes.empty()) return {true, ""};
  return {false, ReasonOf(changes)};
}

}  // namespace

std::vector<RevisionCompatibility> JudgeCompatibility(const SourceSet& sources, const Chain& chain,
                                                      const std::vector<RevisionSchema>& schemas,
                                                      const SchemaOptions& options,
                                                      Diagnostics* diagnostics) {
  std::vector<RevisionCompatibility> verdicts(schemas.size());
  for (std::size_t r = 0; r < schemas.size(); ++r) {
    if (schemas[r].has_errors) continue;
    verdicts[r] = Judge(chain.revisions[r].tree->header,
                        BreakingChangesOf(sources, schemas[r], options.dialects), diagnostics);
  }
  return verdicts;
}

}  // namespace instar::compiler
