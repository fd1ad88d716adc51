// SQLite's answers to the verbs.
#include <sqlite3.h>

#include <utility>

#include "instar/sqlite.h"
#include "runtime/command_line/database.h"
#include "runtime/sqlite/file.h"
#include "runtime/sqlite/migrator.h"

namespace instar::command_line {
namespace {

class SqliteDatabase final : public Database {
 public:
  explicit SqliteDatabase(std::string path) : path_(std::move(path)) {}

  Dialect dialect() const override { return Dialect::kSqlite; }

  State Inspect(const Table& table) override { return sqlite::Inspect(path_, table); }

  Report Upgrade(const Table& table, const Options& options) override {
    return sqlite::Upgrade(path_, table, options);
  }

  Report Downgrade(const Table& table, const Options& options) override {
    return sqlite::Downgrade(path_, table, options);
  }

  Report Run(const Table& table, const Options& options, Direction direction,
             const Revisions& revisions) override {
    const sqlite::File file(path_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (file.status().ok()) return sqlite::Migrator(file.db(), table, options, direction).Run(revisions);
    Report report;
    report.status = file.status();
    return report;
  }

  Report Stamp(const Table& table, const Options& options) override {
    return sqlite::Stamp(path_, table, options);
  }

 private:
  std::string path_;
};

}  // namespace

Status OpenSqliteDatabase(const DatabaseUrl& url, std::unique_ptr<Database>* database) {
  *database = std::make_unique<SqliteDatabase>(url.path);
  return OkStatus();
}

Script SqliteScript(const Table& table, Direction direction, const ScriptOptions& options) {
  return direction == Direction::kUpgrade ? sqlite::UpgradeScript(table, options)
                                          : sqlite::DowngradeScript(table, options);
}

}  // namespace instar::command_line
