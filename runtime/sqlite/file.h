// A connection of Instar's own, for callers who name a file.
#ifndef INSTAR_RUNTIME_SQLITE_FILE_H_
#define INSTAR_RUNTIME_SQLITE_FILE_H_

#include <sqlite3.h>

#include <string>

#include "instar/status.h"

namespace instar::sqlite {

// Closes even when a C++ step throws.
class File {
 public:
  // `flags` are those of sqlite3_open_v2().
  File(const std::string& path, int flags);
  ~File();
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  const Status& status() const { return status_; }
  sqlite3* db() const { return db_; }

 private:
  sqlite3* db_ = nullptr;
  Status status_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_FILE_H_
