#include "instar/sqlite.h"

#include <sqlite3.h>

#include <cstring>

#include "runtime/message.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/migrator.h"

namespace instar::sqlite {
namespace {

// SQLite would take an empty path for a database that is gone with its connection, and half of a path for all
// of it.
const char* WrongPath(const std::string& path) {
  if (path.empty()) return "is empty: name a file";
  if (path.find('\0') != std::string::npos) return "holds a NUL byte";
  return nullptr;
}

// Closes even when a C++ step throws.
class File {
 public:
  File(const std::string& path, int flags)
      : result_code_(sqlite3_open_v2(path.c_str(), &db_, flags, nullptr)) {}
  ~File() { sqlite3_close(db_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  sqlite3* db() const { return db_; }
  int result_code() const { return result_code_; }

 private:
  sqlite3* db_ = nullptr;
  int result_code_;
};

Report MigrateFile(const std::string& path, int flags, const Table& table, const Options& options,
                   Direction direction) {
  if (const char* wrong = WrongPath(path); wrong != nullptr) {
    Report report;
    report.status = StatusOf(StatusCode::kInvalidArgument, "the path '%' %", {path, wrong});
    return report;
  }
  // One connection, one thread: SQLite's own mutexes would cost without protecting anything.
  // Some builds of SQLite read "file:..." as a URI.
  const File file(path.compare(0, 5, "file:") == 0 ? "./" + path : path, flags | SQLITE_OPEN_NOMUTEX);
  if (file.result_code() == SQLITE_OK) return Migrator(file.db(), table, options, direction).Run();

  Report report;
  report.status = ErrorOf(file.db(), file.result_code(), Message("open '%'", {path}));
  if (const int reason = file.db() == nullptr ? 0 : sqlite3_system_errno(file.db()); reason != 0) {
    report.status =
        Status(report.status.code(), report.status.message() + "; the system says: " + std::strerror(reason));
  }
  return report;
}

}  // namespace

Report Upgrade(sqlite3* db, const Table& table, const Options& options) {
  return Migrator(db, table, options, Direction::kUpgrade).Run();
}

Report Upgrade(const std::string& path, const Table& table, const Options& options) {
  return MigrateFile(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, table, options, Direction::kUpgrade);
}

Report Downgrade(sqlite3* db, const Table& table, const Options& options) {
  return Migrator(db, table, options, Direction::kDowngrade).Run();
}

Report Downgrade(const std::string& path, const Table& table, const Options& options) {
  return MigrateFile(path, SQLITE_OPEN_READWRITE, table, options, Direction::kDowngrade);
}

}  // namespace instar::sqlite
