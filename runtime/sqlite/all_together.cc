#include "runtime/sqlite/all_together.h"

#include <string>

#include "runtime/message.h"
#include "runtime/planning/names.h"
#include "runtime/planning/plan.h"

namespace instar::sqlite {
Status CheckTogether(const Job& job, IndexRange revisions) {
  Revisions untransacted, unenforced, enforced;
  for (const std::uint32_t r : revisions) {
    if (job.table->untransacted(r)) untransacted.push_back(r);
    if (job.IsUnenforced(r)) {
      unenforced.push_back(r);
    } else if (job.HasFlag(r, kStepNeedsForeignKeys)) {
      enforced.push_back(r);
    }
  }
  if (!untransacted.empty()) {
    const bool one = untransacted.size() == 1;
    return StatusOf(
        StatusCode::kInvalidArgument,
        "all revisions together were asked for, and % without a transaction: %; nothing was "
        "changed: migrate one by one (Transactions::kPerRevision, --transaction each)",
        {one ? "there is one that runs" : "there are some that run", ListIds(*job.table, untransacted)});
  }
  if (unenforced.empty() || enforced.empty()) return OkStatus();
  return StatusOf(
      StatusCode::kInvalidArgument,
      "all revisions together were asked for, and % runs with foreign keys off, while what % does to rows "
      "depends on them; nothing was changed: migrate one by one (Transactions::kPerRevision, --transaction "
      "each), or in two parts",
      {ListIds(*job.table, unenforced), ListIds(*job.table, enforced)});
}

}  // namespace instar::sqlite
