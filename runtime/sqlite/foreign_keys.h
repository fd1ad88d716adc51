// The connection's foreign key setting, borrowed for the time of a migration.
#ifndef INSTAR_RUNTIME_SQLITE_FOREIGN_KEYS_H_
#define INSTAR_RUNTIME_SQLITE_FOREIGN_KEYS_H_

#include <sqlite3.h>

#include "instar/status.h"

namespace instar::sqlite {

// Puts the caller's setting back when it goes. SQLite ignores a change inside a transaction, so both the
// construction and the end must lie outside of one.
class ForeignKeySetting {
 public:
  explicit ForeignKeySetting(sqlite3* db) : db_(db) {}
  ~ForeignKeySetting();
  ForeignKeySetting(const ForeignKeySetting&) = delete;
  ForeignKeySetting& operator=(const ForeignKeySetting&) = delete;

  // Sets it and makes sure that it took.
  Status Set(bool enforced);

 private:
  sqlite3* db_;
  bool known_ = false;
  bool callers_ = false;
  bool current_ = false;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_FOREIGN_KEYS_H_
