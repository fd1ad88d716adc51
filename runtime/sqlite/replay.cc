#include "instar/replay.h"

#include <sqlite3.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "instar/sqlite.h"
#include "runtime/planning/plan.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/memory_database.h"
#include "runtime/sqlite/migrator.h"

namespace instar::sqlite {
namespace {

// All that can be undone, heads first: a revision that cannot keeps what it needs with it.
Revisions Undoable(const Table& table) {
  Revisions irreversible;
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    if (table.irreversible(r)) irreversible.push_back(r);
  }
  const RevisionSet stays = AppliedBy(table, irreversible);
  Revisions undoable;
  for (std::uint32_t r = table.revision_count; r-- > 0;) {
    if (!stays[r]) undoable.push_back(r);
  }
  return undoable;
}

}  // namespace

Report Replay(const Table& table, ReplayRounds rounds) {
  const MemoryDatabase memory;
  const Options options;
  Report report;
  if (memory.result_code() != SQLITE_OK) {
    report.status = ErrorOf(memory.db(), memory.result_code(), "open a database in memory");
    return report;
  }
  report = Upgrade(memory.db(), table);
  Revisions revisions = Undoable(table);
  if (report.ok()) {
    report = Migrator(memory.db(), table, options, Direction::kDowngrade).Run(revisions);
  }
  if (report.ok() && rounds == ReplayRounds::kUpDownUp) {
    // Not by Upgrade(): where something was left behind, it is to be found by the step that meets it.
    std::reverse(revisions.begin(), revisions.end());
    report = Migrator(memory.db(), table, options, Direction::kUpgrade).Run(std::move(revisions));
  }
  return report;
}

}  // namespace instar::sqlite
