#include "runtime/sqlite/purge.h"

#include <vector>

#include "instar/state.h"
#include "runtime/sqlite/history_log.h"
#include "runtime/sqlite/version_check.h"

namespace instar::sqlite {

Status Purge(sqlite3* db, const Table& table, VersionStore& store) {
  Status status = store.RemoveRows();
  if (!status.ok()) return status;
  std::vector<HistoryRow> history;
  status = ReadHistory(db, table.stream, &history);
  if (status.ok()) status = CheckHistory(history);
  return status.code() == StatusCode::kUnknownFormat ? RemoveHistory(db, table.stream) : status;
}

}  // namespace instar::sqlite
