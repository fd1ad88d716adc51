// SQLite's answers to the verbs.
#include <sqlite3.h>

#include <cerrno>
#include <utility>

#include "instar/sqlite.h"
#include "runtime/command_line/database.h"
#include "runtime/message.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/migrator.h"
#include "runtime/sqlite/version_store.h"

namespace instar::command_line {
namespace {

class File {
 public:
  File(const std::string& path, int flags)
      : path_(path), code_(sqlite3_open_v2(path.c_str(), &db_, flags, nullptr)) {}
  ~File() { sqlite3_close(db_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  sqlite3* db() const { return db_; }
  int code() const { return code_; }
  Status Error() const { return sqlite::ErrorOf(db_, code_, Message("open '%'", {path_})); }

 private:
  const std::string& path_;
  sqlite3* db_ = nullptr;
  int code_;
};

class SqliteDatabase final : public Database {
 public:
  explicit SqliteDatabase(DatabaseUrl url) : url_(std::move(url)) {}

  Dialect dialect() const override { return Dialect::kSqlite; }

  Status Read(const Table& table, DatabaseState* state) override {
    *state = DatabaseState();
    const File file(url_.path, SQLITE_OPEN_READONLY);
    if (file.code() == SQLITE_CANTOPEN && sqlite3_system_errno(file.db()) == ENOENT) {
      state->exists = false;
      return OkStatus();
    }
    if (file.code() != SQLITE_OK) return file.Error();
    const Options options;
    return sqlite::VersionStore(file.db(), table, options).Read(&state->rows);
  }

  Report Upgrade(const Table& table, const Options& options) override {
    return sqlite::Upgrade(url_.path, table, options);
  }

  Report Downgrade(const Table& table, const Options& options) override {
    return sqlite::Downgrade(url_.path, table, options);
  }

  Report Run(const Table& table, const Options& options, Direction direction,
             const Revisions& revisions) override {
    const File file(url_.path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (file.code() == SQLITE_OK)
      return sqlite::Migrator(file.db(), table, options, direction).Run(revisions);
    Report report;
    report.status = file.Error();
    return report;
  }

 private:
  DatabaseUrl url_;
};

}  // namespace

Status OpenSqliteDatabase(const DatabaseUrl& url, std::unique_ptr<Database>* database) {
  *database = std::make_unique<SqliteDatabase>(url);
  return OkStatus();
}

}  // namespace instar::command_line
