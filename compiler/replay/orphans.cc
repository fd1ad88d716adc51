#include "compiler/replay/orphans.h"

#include <sqlite3.h>

#include <vector>

#include "runtime/sqlite/foreign_key_check.h"
#include "runtime/sqlite/found_key.h"

namespace instar::compiler {
namespace {

// SQLite's own check is quick, and mostly says no.
bool MayHaveOrphans(ScratchDatabase& database) {
  bool any = false;
  return instar::sqlite::AnyViolation(database.get(), &any) != SQLITE_OK || any;
}

}  // namespace

Orphans FindOrphans(ScratchDatabase& database, OrphanKinds kinds) {
  Orphans orphans;
  if (!MayHaveOrphans(database)) return orphans;
  instar::sqlite::Violations violations;
  instar::sqlite::CountViolations(database.get(), kinds == OrphanKinds::kAll, &violations);
  for (const auto& [violation, times] : violations) {
    if (orphans.count == 0) orphans.first = SentenceOn(violation);
    orphans.count += times;
  }
  return orphans;
}

void RemoveOrphans(ScratchDatabase& database) {
  while (MayHaveOrphans(database)) {
    std::vector<instar::sqlite::FoundKey> keys;
    instar::sqlite::ReadForeignKeys(database.get(), &keys);
    const sqlite3_int64 before = sqlite3_total_changes(database.get());
    for (const instar::sqlite::FoundKey& key : keys) {
      if (key.enforceable) database.Run("DELETE " + key.orphans);
    }
    if (sqlite3_total_changes(database.get()) == before) return;
  }
}

}  // namespace instar::compiler
