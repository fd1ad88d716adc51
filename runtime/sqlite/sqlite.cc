#include "instar/sqlite.h"

#include <sqlite3.h>

#include "runtime/applying/advice.h"
#include "runtime/sqlite/file.h"
#include "runtime/sqlite/migrator.h"
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

}  // namespace instar::sqlite
