#include "runtime/sqlite/all_together.h"

#include <string>

#include "runtime/message.h"
#include "runtime/planning/names.h"
#include "runtime/planning/plan.h"

namespace instar::sqlite {
namespace {

bool NeedsForeignKeys(const Job& job, std::uint32_t revision) {
  for (const StepRow& step : job.StepsOf(revision)) {
    if ((step.flags & kStepNeedsForeignKeys) != 0) return true;
  }
  return false;
}

}  // namespace

Status CheckTogether(const Job& job, IndexRange revisions) {
  Revisions untransacted, rebuilding, enforced;
  for (const std::uint32_t r : revisions) {
    if (job.table->untransacted(r)) untransacted.push_back(r);
    if (job.Rebuilds(r)) rebuilding.push_back(r);
    if (NeedsForeignKeys(job, r)) enforced.push_back(r);
  }
  if (!untransacted.empty()) {
    const bool one = untransacted.size() == 1;
    return StatusOf(
        StatusCode::kInvalidArgument,
        "all revisions together were asked for, and % without a transaction: %; nothing was "
        "changed: migrate one by one (Transactions::kPerRevision, --transaction each)",
        {one ? "there is one that runs" : "there are some that run", ListIds(*job.table, untransacted)});
  }
  if (rebuilding.empty() || enforced.empty()) return OkStatus();
  return StatusOf(
      StatusCode::kInvalidArgument,
      "all revisions together were asked for, and % rebuilds a table, with foreign keys off, while what % "
      "does to rows depends on them; nothing was changed: migrate one by one "
      "(Transactions::kPerRevision, --transaction each), or in two parts",
      {ListIds(*job.table, rebuilding), ListIds(*job.table, enforced)});
}

}  // namespace instar::sqlite
