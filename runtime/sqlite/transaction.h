// A transaction that rolls back unless it was committed.
#ifndef INSTAR_RUNTIME_SQLITE_TRANSACTION_H_
#define INSTAR_RUNTIME_SQLITE_TRANSACTION_H_

#include <sqlite3.h>

#include "runtime/sqlite/wait.h"

namespace instar::sqlite {

class Transaction {
 public:
  explicit Transaction(sqlite3* db) : db_(db) {}
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  // Takes the write lock at once, so that what is read next stays true until the commit.
  int Begin(Patience& patience);
  // Takes no lock before something is read.
  int BeginReading();
  void EndReading();
  // Readers may hold a commit up in rollback-journal mode; it can be tried again.
  int Commit(Patience& patience);
  // Before its time. The object can be used again.
  void RollBack();

 private:
  bool Reserve();
  int Execute(const char* sql);

  sqlite3* db_;
  // Given back before a roll-back, which needs some and must not fail where memory has run out: a caller's
  // connection would stay inside the transaction.
  void* reserve_ = nullptr;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_TRANSACTION_H_
