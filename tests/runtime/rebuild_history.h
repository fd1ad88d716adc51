// Running rebuilds that are written by hand.
#ifndef INSTAR_TESTS_RUNTIME_REBUILD_HISTORY_H_
#define INSTAR_TESTS_RUNTIME_REBUILD_HISTORY_H_

#include "instar/options.h"
#include "instar/report.h"
#include "instar/table.h"
#include "runtime/sqlite/rebuild.h"
#include "tests/runtime/database.h"
#include "tests/runtime/hand_history.h"

namespace instar {

// Up to the head, rebuilds in this form.
Report RunUp(Database& db, const Table& table, sqlite::RebuildForm form, const Options& options = {});
// One revision with one rebuild.
Report RunRebuild(Database& db, const Rebuild& rebuild, sqlite::RebuildForm form,
                  const Options& options = {});
// The form that is really taken; what it did is kept.
sqlite::RebuildForm FormTaken(Database& db, const Rebuild& rebuild, sqlite::RebuildForm wanted);

}  // namespace instar

#endif  // INSTAR_TESTS_RUNTIME_REBUILD_HISTORY_H_
