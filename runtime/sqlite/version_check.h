// What this program makes of the version that it found.
#ifndef INSTAR_RUNTIME_SQLITE_VERSION_CHECK_H_
#define INSTAR_RUNTIME_SQLITE_VERSION_CHECK_H_

#include <vector>

#include "instar/state.h"
#include "instar/status.h"
#include "instar/table.h"
#include "runtime/planning/plan.h"
#include "runtime/sqlite/version_store.h"

namespace instar::sqlite {

// As VersionStore::Recognise(), of what the store has read; and the history must tell the same as the
// version: whoever has changed one of them by hand has not changed the other to fit. Where the version is
// refused, the history says why. Linear in the length of both.
Status CheckVersion(const Table& table, const VersionStore& store, const std::vector<HistoryRow>& history,
                    Revisions* rows);

// The history for itself: each row can stand behind those before it.
Status CheckHistory(const std::vector<HistoryRow>& history);

// As CheckVersion(), reading both first.
Status ReadAndCheckVersion(sqlite3* db, const Table& table, VersionStore& store, Revisions* rows);

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_VERSION_CHECK_H_
