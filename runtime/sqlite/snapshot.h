// Reading that belongs together.
#ifndef INSTAR_RUNTIME_SQLITE_SNAPSHOT_H_
#define INSTAR_RUNTIME_SQLITE_SNAPSHOT_H_

#include <sqlite3.h>

#include <optional>

#include "runtime/sqlite/transaction.h"

namespace instar::sqlite {

// A transaction of reading, which is over at the end and keeps nobody from writing but while it lasts. A
// transaction of the caller's own serves as well.
class Snapshot {
 public:
  explicit Snapshot(sqlite3* db) {
    if (sqlite3_get_autocommit(db) == 0) return;
    transaction_.emplace(db);
    transaction_->BeginReading();
  }
  // Not by a roll-back where it can be helped: the caller may have a hook on those.
  ~Snapshot() {
    if (transaction_.has_value()) transaction_->EndReading();
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  std::optional<Transaction> transaction_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_SNAPSHOT_H_
