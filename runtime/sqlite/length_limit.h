// Reading what somebody may have tampered with.
#ifndef INSTAR_RUNTIME_SQLITE_LENGTH_LIMIT_H_
#define INSTAR_RUNTIME_SQLITE_LENGTH_LIMIT_H_

#include <sqlite3.h>

namespace instar::sqlite {

// While it lives, SQLite answers SQLITE_TOOBIG for a longer value instead of filling the memory with it. Wide
// enough for the texts of a schema, which SQLite may have to read meanwhile.
class LengthLimit {
 public:
  static constexpr int kLongest = 1 << 20;

  explicit LengthLimit(sqlite3* db) : db_(db), before_(sqlite3_limit(db, SQLITE_LIMIT_LENGTH, -1)) {
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
