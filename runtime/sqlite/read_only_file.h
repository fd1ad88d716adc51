// A database file opened for nothing but reading.
#ifndef INSTAR_RUNTIME_SQLITE_READ_ONLY_FILE_H_
#define INSTAR_RUNTIME_SQLITE_READ_ONLY_FILE_H_

#include <sqlite3.h>

#include <optional>
#include <string>

#include "instar/status.h"
#include "runtime/sqlite/file.h"

namespace instar::sqlite {

// Leaves no file beside the database that was not there before. The last one to close a WAL database removes
// its -wal and -shm, but only where it may write; so a file that is read-only and has no -wal is read as one
// that nobody changes (immutable), and disturbed() tells whether somebody did.
class ReadOnlyFile {
 public:
  // kUsual: never as immutable.
  enum class Mode { kQuiet, kUsual };

  ReadOnlyFile(const std::string& path, Mode mode);
  ~ReadOnlyFile();
  ReadOnlyFile(const ReadOnlyFile&) = delete;
  ReadOnlyFile& operator=(const ReadOnlyFile&) = delete;

  const Status& status() const { return file_->status(); }
  sqlite3* db() const { return immutable_ != nullptr ? immutable_ : file_->db(); }
  // What was read may be wrong: read again, in the usual mode.
  bool disturbed() const;

 private:
  std::optional<File> file_;
  sqlite3* immutable_ = nullptr;
  std::string header_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_READ_ONLY_FILE_H_
