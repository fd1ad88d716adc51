// A database file opened for nothing but reading.
#ifndef INSTAR_RUNTIME_SQLITE_READ_ONLY_FILE_H_
#define INSTAR_RUNTIME_SQLITE_READ_ONLY_FILE_H_

#include <sqlite3.h>

#include <string>

namespace instar::sqlite {

// Leaves no file beside the database that was not there before. The last one to close a WAL database removes
// its -wal and -shm, but only where it may write; so a file that is read-only and has no -wal is read as one
// that nobody changes (immutable), and Disturbed() tells whether somebody did.
class ReadOnlyFile {
 public:
  enum class Mode { kQuiet, kUsual };  // kUsual: never as immutable

  ReadOnlyFile(const std::string& path, Mode mode);
  ~ReadOnlyFile();
  ReadOnlyFile(const ReadOnlyFile&) = delete;
  ReadOnlyFile& operator=(const ReadOnlyFile&) = delete;

  sqlite3* db() const { return db_; }
  int result_code() const { return result_code_; }
  // What was read may be wrong: read again, in the usual mode.
  bool Disturbed() const;

 private:
  static constexpr int kHeaderSize = 100;

  void Open(const char* name, int flags);
  std::string ReadHeader() const;
  bool HasWal() const;

  sqlite3* db_ = nullptr;
  int result_code_ = SQLITE_OK;
  bool immutable_ = false;
  std::string header_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_READ_ONLY_FILE_H_
