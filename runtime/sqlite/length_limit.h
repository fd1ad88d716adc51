// Reading what somebody may have tampered with.
#ifndef INSTAR_RUNTIME_SQLITE_LENGTH_LIMIT_H_
#define INSTAR_RUNTIME_SQLITE_LENGTH_LIMIT_H_

#include <sqlite3.h>

namespace instar::sqlite {

// While it lives, SQLite answers SQLITE_TOOBIG for a longer value instead of filling the memory with it.
class LengthLimit {
 public:
  static constexpr int kLongest = 1 << 20;

  explicit LengthLimit(sqlite3* db) : db_(db), before_(sqlite3_limit(db, SQLITE_LIMIT_LENGTH, -1)) {
    // The texts of a schema may be as long as they like: where others have changed it, it is read anew first.
    sqlite3_exec(db, "SELECT 1 FROM main.sqlite_master LIMIT 0", nullptr, nullptr, nullptr);
    if (before_ > kLongest) sqlite3_limit(db, SQLITE_LIMIT_LENGTH, kLongest);
  }
  ~LengthLimit() { sqlite3_limit(db_, SQLITE_LIMIT_LENGTH, before_); }
  LengthLimit(const LengthLimit&) = delete;
  LengthLimit& operator=(const LengthLimit&) = delete;

 private:
  sqlite3* db_;
  int before_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_LENGTH_LIMIT_H_
