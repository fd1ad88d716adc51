// An SQLite database for tests: a file that goes away, and short ways to ask it things.
#ifndef INSTAR_TESTS_RUNTIME_DATABASE_H_
#define INSTAR_TESTS_RUNTIME_DATABASE_H_

#include <sqlite3.h>

#include <string>

#include "instar/status.h"

namespace instar {

// A new empty folder, removed with all in it at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string File(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// What an error says of itself, without where program and database stand.
std::string Told(const Status& status);

class Database {
 public:
  explicit Database(const std::string& path = ":memory:");
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  sqlite3* get() const { return db_; }
  // Fails the test when SQLite does.
  void Run(const std::string& sql);
  // All rows, values joined by '|', rows by ' '. NULL is "NULL". An error gives its text.
  std::string Ask(const std::string& sql);
  // Tables, indexes, views and triggers with their text, without Instar's own.
  std::string Schema();

 private:
  sqlite3* db_ = nullptr;
};

}  // namespace instar

#endif  // INSTAR_TESTS_RUNTIME_DATABASE_H_
