// Reading that belongs together.
#ifndef INSTAR_RUNTIME_SQLITE_SNAPSHOT_H_
#define INSTAR_RUNTIME_SQLITE_SNAPSHOT_H_

#include <sqlite3.h>

namespace instar::sqlite {

// A transaction of reading, which is over at the end and keeps nobody from writing but while it lasts. A
// transaction of the caller's own serves as well.
class Snapshot {
 public:
  explicit Snapshot(sqlite3* db) : db_(sqlite3_get_autocommit(db) != 0 ? db : nullptr) {
    if (db_ != nullptr) sqlite3_exec(db_, "BEGIN", nullptr, nullptr, nullptr);
  }
  ~Snapshot() {
    if (db_ != nullptr) sqlite3_exec(db_, "COMMIT", nullptr, nullptr, nullptr);
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  sqlite3* db_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_SNAPSHOT_H_
