// What instar_history tells.
#ifndef INSTAR_RUNTIME_SQLITE_HISTORY_LOG_H_
#define INSTAR_RUNTIME_SQLITE_HISTORY_LOG_H_

#include <sqlite3.h>

#include <string_view>
#include <vector>

#include "instar/state.h"
#include "instar/status.h"

namespace instar::sqlite {

// The rows of one stream, oldest first. The table must be there. A value that Instar cannot have written is
// an error; what was read before it stays in `rows`.
Status ReadHistory(sqlite3* db, std::string_view stream, std::vector<HistoryRow>* rows);

// Inside a transaction: forgets what ReadHistory() cannot read, and all else of the stream with it.
Status RemoveHistory(sqlite3* db, std::string_view stream);

// `what` completes "... is not as this Instar writes it: ".
Status TamperedHistory(std::string_view what);

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_HISTORY_LOG_H_
