#include "runtime/sqlite/read_only_file.h"

#include <string_view>

#include "runtime/sqlite/sql_text.h"

namespace instar::sqlite {
namespace {

// The bytes of the header that say how to read and write: 2 stands for WAL.
constexpr std::size_t kWriteVersion = 18;
constexpr char kWal = 2;

bool IsWal(const std::string& header) { return header.size() > kWriteVersion && header[kWriteVersion] == kWal; }

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

}  // namespace

ReadOnlyFile::ReadOnlyFile(const std::string& path, Mode mode) {
  // Read-only by itself where it may not write. Otherwise the right to write is needed for nothing but
  // rolling back what a killed process left, as any opening does.
  Open(path.c_str(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX);
  if (result_code_ != SQLITE_OK) return;
  const bool has_wal = HasWal();
  if (has_wal) sqlite3_db_config(db_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  if (has_wal || mode == Mode::kUsual || sqlite3_db_readonly(db_, "main") != 1) return;
  header_ = ReadHeader();
  if (!IsWal(header_)) return;
  sqlite3_close(db_);
  immutable_ = true;
  Open(Concat({UriOf(path), "?immutable=1"}).c_str(),
       SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI);
}

ReadOnlyFile::~ReadOnlyFile() { sqlite3_close(db_); }

void ReadOnlyFile::Open(const char* name, int flags) {
  result_code_ = sqlite3_open_v2(name, &db_, flags, nullptr);
}

bool ReadOnlyFile::Disturbed() const { return immutable_ && (HasWal() || ReadHeader() != header_); }

// Empty where there is no whole one. SQLite's own way to the file: it knows the path's encoding.
std::string ReadOnlyFile::ReadHeader() const {
  sqlite3_file* file = nullptr;
  std::string header(kHeaderSize, '\0');
  if (sqlite3_file_control(db_, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || file == nullptr ||
      file->pMethods == nullptr || file->pMethods->xRead(file, header.data(), kHeaderSize, 0) != SQLITE_OK) {
    return {};
  }
  return header;
}

bool ReadOnlyFile::HasWal() const {
  sqlite3_vfs* vfs = nullptr;
  const char* name = sqlite3_db_filename(db_, "main");
  if (sqlite3_file_control(db_, "main", SQLITE_FCNTL_VFS_POINTER, &vfs) != SQLITE_OK || vfs == nullptr ||
      name == nullptr || *name == '\0') {
    return false;
  }
  int exists = 0;
  const std::string wal = Concat({name, "-wal"});
  return vfs->xAccess(vfs, wal.c_str(), SQLITE_ACCESS_EXISTS, &exists) == SQLITE_OK && exists != 0;
}

}  // namespace instar::sqlite
