// A write transaction that rolls back unless it was committed.
#ifndef INSTAR_RUNTIME_SQLITE_TRANSACTION_H_
#define INSTAR_RUNTIME_SQLITE_TRANSACTION_H_

#include <sqlite3.h>

#include "runtime/sqlite/wait.h"

namespace instar::sqlite {

class Transaction {
 public:
  explicit Transaction(sqlite3* db) : db_(db) {}
  ~Transaction() {
    // Some errors have rolled back already; a second ROLLBACK would only be an error of its own.
    if (sqlite3_get_autocommit(db_) == 0) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  // Takes the write lock at once, so that what is read next stays true until the commit.
  int Begin(Patience& patience) { return Execute(patience, "BEGIN IMMEDIATE"); }
  // Readers may hold a commit up in rollback-journal mode; it can be tried again.
  int Commit(Patience& patience) { return Execute(patience, "COMMIT"); }

 private:
  int Execute(Patience& patience, const char* sql) {
    return patience.Try([&] { return sqlite3_exec(db_, sql, nullptr, nullptr, nullptr); });
  }

  sqlite3* db_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_TRANSACTION_H_
