#include "instar/sqlite.h"

#include <sqlite3.h>

#include <string>
#include <string_view>

#include "runtime/applying/advice.h"
#include "runtime/sqlite/file.h"
#include "runtime/sqlite/migrator.h"
#include "runtime/sqlite/resolve.h"
#include "runtime/sqlite/stored_downgrade.h"

namespace instar::sqlite {
namespace {

Report Migrate(sqlite3* db, const Table& table, const Options& options, Direction direction) {
  const bool stored = direction == Direction::kDowngrade && options.use_stored_downgrades;
  return stored ? DowngradeStored(db, table, options) : Migrator(db, table, options, direction).Run();
}

Report MigrateFile(const std::string& path, int flags, const Table& table, const Options& options,
                   Direction direction) {
  const File file(path, flags);
  if (file.status().ok()) return Migrate(file.db(), table, options, direction);
  Report report;
  report.status = Advised(file.status(), CommandOf(direction, options), table, nullptr);
  return report;
}

std::string_view CommandOf(Resolution resolution) {
  return resolution == Resolution::kDone ? "resolve done" : "resolve retry";
}

}  // namespace

Report Upgrade(sqlite3* db, const Table& table, const Options& options) {
  return Migrate(db, table, options, Direction::kUpgrade);
}

Report Upgrade(const std::string& path, const Table& table, const Options& options) {
  return MigrateFile(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, table, options, Direction::kUpgrade);
}

Report Downgrade(sqlite3* db, const Table& table, const Options& options) {
  return Migrate(db, table, options, Direction::kDowngrade);
}

Report Downgrade(const std::string& path, const Table& table, const Options& options) {
  return MigrateFile(path, SQLITE_OPEN_READWRITE, table, options, Direction::kDowngrade);
}

Status Resolve(sqlite3* db, const Table& table, Resolution resolution, const Options& options) {
  const Job job{
      db, &table, table.Find(Dialect::kSqlite), &options, Direction::kUpgrade, RebuildForm::kFastest};
  return Advised(ResolveStep(job, resolution), CommandOf(resolution), table, nullptr);
}

Status Resolve(const std::string& path, const Table& table, Resolution resolution, const Options& options) {
  const File file(path, SQLITE_OPEN_READWRITE);
  if (file.status().ok()) return Resolve(file.db(), table, resolution, options);
  return Advised(file.status(), CommandOf(resolution), table, nullptr);
}

}  // namespace instar::sqlite
