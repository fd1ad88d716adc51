#include <cstdint>
#include <string_view>

#include "runtime/message.h"
#include "runtime/planning/find.h"
#include "runtime/planning/plan.h"
#include "runtime/planning/reachability.h"

namespace instar {

// The targets and all they need, but for what is applied.
Status PlanUpgrade(const Table& table, const Revisions& rows, std::string_view target, Revisions* steps) {
  Status status;
  steps->clear();
  Target parsed;
  if (!ParseTarget(table, target, &parsed, &status)) return status;
  if (parsed.IsCount() && parsed.identifier.steps < 0) {
    Fail(&status, StatusCode::kInvalidTarget,
         "an upgrade cannot go down by '%'; write '+N', or ask for a downgrade", {target});
    return status;
  }
  Revisions targets;
  if (!FindTarget(table, rows, parsed, &targets, &status)) return status;
  const RevisionSet applied = AppliedBy(table, rows);
  const RevisionSet wanted = AppliedBy(table, targets);
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    if (wanted[r] && !applied[r]) steps->push_back(r);
  }
  return status;
}

}  // namespace instar
