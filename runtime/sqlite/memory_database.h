// A database in memory, gone with the object.
#ifndef INSTAR_RUNTIME_SQLITE_MEMORY_DATABASE_H_
#define INSTAR_RUNTIME_SQLITE_MEMORY_DATABASE_H_

#include <sqlite3.h>

namespace instar::sqlite {

class MemoryDatabase {
 public:
  MemoryDatabase() : result_code_(sqlite3_open_v2(":memory:", &db_, kFlags, nullptr)) {}
  ~MemoryDatabase() { sqlite3_close(db_); }
  MemoryDatabase(const MemoryDatabase&) = delete;
  MemoryDatabase& operator=(const MemoryDatabase&) = delete;

  sqlite3* db() const { return db_; }
  int result_code() const { return result_code_; }

 private:
  static constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  sqlite3* db_ = nullptr;
  int result_code_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_MEMORY_DATABASE_H_
