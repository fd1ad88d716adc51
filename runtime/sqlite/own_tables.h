// The tables that Instar keeps in a database.
#ifndef INSTAR_RUNTIME_SQLITE_OWN_TABLES_H_
#define INSTAR_RUNTIME_SQLITE_OWN_TABLES_H_

#include <sqlite3.h>

#include <string_view>

#include "instar/status.h"

namespace instar::sqlite {

inline constexpr std::string_view kVersionTable = "instar_version";
inline constexpr std::string_view kHistoryTable = "instar_history";
inline constexpr std::string_view kJournalTable = "instar_journal";

// As SQLite compares names.
bool IsOwnTable(std::string_view name);

// Are the version and the history there? Either both or none; the journal may be missing. Each has the text
// that Instar gave it, and no trigger, index or view of anyone else: whatever differs is an error, because
// what is written there could not be trusted.
Status FindOwnTables(sqlite3* db, bool* exist);

// Both inside a transaction: the version and the history; the journal.
Status CreateOwnTables(sqlite3* db);
Status CreateJournalTable(sqlite3* db);

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_OWN_TABLES_H_
