#include "runtime/sqlite/read_only_file.h"

#include <cstddef>
#include <string_view>

#include "runtime/sqlite/config_setting.h"
#include "runtime/sqlite/sql_text.h"

namespace instar::sqlite {
namespace {

constexpr int kHeaderSize = 100;
// The byte of the header that says how to write: 2 stands for WAL.
constexpr std::size_t kWriteVersion = 18;
constexpr char kWal = 2;

// As a URI. What could end the path or be read as something else is written in hexadecimal.
std::string UriOf(std::string_view path) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      uri.push_back('%');
      uri.push_back(kDigits[static_cast<unsigned char>(c) >> 4]);
      uri.push_back(kDigits[static_cast<unsigned char>(c) & 0xF]);
    } else {
      uri.push_back(c);
    }
  }
  return uri;
}

// Empty where there is no whole one. SQLite's own way to the file: it knows the path's encoding.
std::string ReadHeader(sqlite3* db) {
  sqlite3_file* file = nullptr;
  std::string header(kHeaderSize, '\0');
  if (sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || file == nullptr ||
      file->pMethods == nullptr || file->pMethods->xRead(file, &header[0], kHeaderSize, 0) != SQLITE_OK) {
    return {};
  }
  return header;
}

bool HasWal(sqlite3* db) {
  sqlite3_vfs* vfs = nullptr;
  const char* name = sqlite3_db_filename(db, "main");
  if (sqlite3_file_control(db, "main", SQLITE_FCNTL_VFS_POINTER, &vfs) != SQLITE_OK || vfs == nullptr ||
      name == nullptr || *name == '\0') {
    return false;
  }
  int exists = 0;
  const std::string wal = Concat({name, "-wal"});
  return vfs->xAccess(vfs, wal.c_str(), SQLITE_ACCESS_EXISTS, &exists) == SQLITE_OK && exists != 0;
}

}  // namespace

ReadOnlyFile::ReadOnlyFile(const std::string& path, Mode mode) {
  // SQLite opens what it may not write as read-only. Where it may write it does so only to roll back what a
  // killed process left, and to tidy up after itself.
  file_.emplace(path, SQLITE_OPEN_READWRITE);
  sqlite3* const db = file_->db();
  if (!file_->status().ok()) return;
  if (HasWal(db)) {
    // It is not ours to move into the database.
    sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    return;
  }
  if (mode == Mode::kUsual || sqlite3_db_readonly(db, "main") != 1) return;
  header_ = ReadHeader(db);
  if (header_.empty() || header_[kWriteVersion] != kWal) return;
  const std::string uri = Concat({UriOf(sqlite3_db_filename(db, "main")), "?immutable=1"});
  constexpr int kFlags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
  if (sqlite3_open_v2(uri.c_str(), &immutable_, kFlags, nullptr) == SQLITE_OK) return;
  sqlite3_close(immutable_);
  immutable_ = nullptr;
}

ReadOnlyFile::~ReadOnlyFile() { sqlite3_close(immutable_); }

bool ReadOnlyFile::disturbed() const {
  return immutable_ != nullptr && (HasWal(immutable_) || ReadHeader(immutable_) != header_);
}

}  // namespace instar::sqlite
