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

// What the program knows of a database, and what it does not.
struct FoundVersion {
  Revisions rows;  // without the newer revisions
  // Applied, and unknown to the program: the rows of history that tell of them, oldest first. They build on
  // revisions that it knows.
  std::vector<HistoryRow> newer;
};

// As VersionStore::Recognise(), of what the store has read; and the history must tell the same as the
// version: whoever has changed one of them by hand has not changed the other to fit. Where the version is
// refused, the history says why. Linear in the length of both.
Status CheckVersion(const Table& table, const VersionStore& store, const std::vector<HistoryRow>& history,
                    FoundVersion* found);

// Whether nothing is newer (kNewerDatabase).
Status CheckNotNewer(const Table& table, const FoundVersion& found);
// Whether a program that wants to apply what is `pending` may go on all the same: every newer revision lets
// older programs, and nothing is pending.
Status CheckUsable(const Table& table, const FoundVersion& found, const Revisions& pending);

// The history for itself: each row can stand behind those before it.
Status CheckHistory(const std::vector<HistoryRow>& history);

// As CheckVersion(), reading both first.
Status ReadAndCheckVersion(sqlite3* db, const Table& table, VersionStore& store, FoundVersion* found);
// And nothing may be newer.
Status ReadAndCheckVersion(sqlite3* db, const Table& table, VersionStore& store, Revisions* rows);

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_VERSION_CHECK_H_
