// SQLite's answers to the verbs.
#include <sqlite3.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "instar/sqlite.h"
#include "instar/sqlite_backup.h"
#include "instar/verify.h"
#include "runtime/command_line/database.h"
#include "runtime/message.h"
#include "runtime/sqlite/file.h"
#include "runtime/sqlite/migrator.h"
#include "runtime/sqlite/reset.h"

namespace instar::command_line {
namespace {

const char* KindName(sqlite::DifferenceKind kind) {
  switch (kind) {
    case sqlite::DifferenceKind::kMissing:
      return "missing";
    case sqlite::DifferenceKind::kExtra:
      return "extra";
    case sqlite::DifferenceKind::kDifferent:
      break;
  }
  return "different";
}

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

  Status Resolve(const Table& table, const Options& options, bool finished) override {
    return sqlite::Resolve(path_, table, finished ? sqlite::Resolution::kDone : sqlite::Resolution::kRetry,
                           options);
  }

  Comparison Verify(const Table& table, const Options& options) override {
    const sqlite::Verification found = sqlite::Verify(path_, table, options);
    Comparison comparison{found.status, found.revisions, found.pending, {}};
    for (const sqlite::Difference& one : found.differences) {
      comparison.differences.push_back(
          {KindName(one.kind), one.object, one.name, one.table, one.expected, one.found, one.Text()});
    }
    return comparison;
  }

  Clearance Reset(const Table& table, const Options& options, bool only_look) override {
    const sqlite::File file(path_, SQLITE_OPEN_READWRITE);
    if (!file.status().ok()) return {file.status(), {}, {}, {}};
    const sqlite::Reset reset = sqlite::ResetDatabase(file.db(), table, options, only_look);
    Clearance clearance{reset.status, reset.from, {}, {}};
    for (const sqlite::ResetObject& one : reset.dropped) clearance.dropped.push_back({one.type, one.name});
    for (const sqlite::ResetObject& one : reset.kept) clearance.kept.push_back({one.type, one.name});
    return clearance;
  }

  BackupFunction Backups(const std::string& folder, int keep) override {
    sqlite::BackupSettings settings;
    settings.folder = folder;
    settings.keep = keep;
    return sqlite::KeepBackups(settings);
  }

 private:
  std::string path_;
};

}  // namespace

// A pipe would never answer, and a device is soon empty again.
Status OpenSqliteDatabase(const DatabaseUrl& url, std::unique_ptr<Database>* database) {
  std::error_code ignored;
  const std::filesystem::file_status file = std::filesystem::status(url.path, ignored);
  if (std::filesystem::is_other(file)) {
    return StatusOf(StatusCode::kCannotOpen, "cannot open '%': it is a device or a pipe, and no file",
                    {url.text});
  }
  *database = std::make_unique<SqliteDatabase>(url.path);
  return OkStatus();
}

Script SqliteScript(const Table& table, Direction direction, const ScriptOptions& options) {
  return direction == Direction::kUpgrade ? sqlite::UpgradeScript(table, options)
                                          : sqlite::DowngradeScript(table, options);
}

Script SqliteStampScript(const Table& table, const ScriptOptions& options) {
  return sqlite::StampScript(table, options);
}

}  // namespace instar::command_line
