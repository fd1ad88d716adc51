// What anybody would write against SQLite's C interface: the yardstick.
#ifndef INSTAR_TESTS_BENCH_PLAIN_SQLITE_H_
#define INSTAR_TESTS_BENCH_PLAIN_SQLITE_H_

#include <sqlite3.h>

#include <string>

namespace instar::bench {

// Fails where SQLite does.
class PlainDatabase {
 public:
  // Made if missing; opened with the flags that Instar opens a path with.
  explicit PlainDatabase(const std::string& path);
  ~PlainDatabase() { sqlite3_close(db_); }
  PlainDatabase(const PlainDatabase&) = delete;
  PlainDatabase& operator=(const PlainDatabase&) = delete;

  sqlite3* get() const { return db_; }
  // Any number of statements.
  void Run(const std::string& sql);
  // All rows, one a line, values joined by '|'.
  std::string Ask(const std::string& sql);

 private:
  sqlite3* db_ = nullptr;
};

}  // namespace instar::bench

#endif  // INSTAR_TESTS_BENCH_PLAIN_SQLITE_H_
