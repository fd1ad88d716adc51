#include "runtime/sqlite/file.h"

#include <cstring>

#include "runtime/message.h"
#include "runtime/sqlite/error.h"

namespace instar::sqlite {
namespace {

// SQLite would take an empty path for a database that is gone with its connection, and half of a path for all
// of it.
const char* WrongPath(const std::string& path) {
  if (path.empty()) return "is empty: name a file";
  if (path.find('\0') != std::string::npos) return "holds a NUL byte";
  return nullptr;
}

}  // namespace

File::File(const std::string& path, int flags) {
  if (const char* wrong = WrongPath(path); wrong != nullptr) {
    status_ = StatusOf(StatusCode::kInvalidArgument, "the path '%' %", {path, wrong});
    return;
  }
  // Some builds of SQLite read "file:..." as a URI.
  const std::string& plain = path.compare(0, 5, "file:") == 0 ? "./" + path : path;
  // One connection, one thread: SQLite's own mutexes would cost without protecting anything.
  const int rc = sqlite3_open_v2(plain.c_str(), &db_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  if (rc == SQLITE_OK) return;
  status_ = ErrorOf(db_, rc, Message("open '%'", {path}));
  if (const int reason = db_ == nullptr ? 0 : sqlite3_system_errno(db_); reason != 0) {
    status_ = StatusOf(status_.code(), "%; the system says: %", {status_.message(), std::strerror(reason)});
  }
}

File::~File() { sqlite3_close(db_); }

}  // namespace instar::sqlite
