// What the backups of a database are called.
#ifndef INSTAR_RUNTIME_SQLITE_BACKUP_NAMES_H_
#define INSTAR_RUNTIME_SQLITE_BACKUP_NAMES_H_

#include <sqlite3.h>

#include <string>
#include <string_view>
#include <vector>

namespace instar::sqlite {

// What a backup is written under until it is complete.
inline constexpr std::string_view kPartSuffix = ".part";

class BackupNames {
 public:
  // Of the database with this absolute path.
  explicit BackupNames(std::string_view database);

  // Sorts the names that this database's backups have out of all that are in the folder; oldest first.
  void Read(const std::vector<std::string>& folder);
  const std::vector<std::string>& complete() const { return complete_; }
  // Left behind by processes that were killed: nobody else makes one while the database is locked.
  const std::vector<std::string>& parts() const { return parts_; }

  // For a new one: later than all that are there. SQLite's calendar is used; the result code is its own.
  int Next(sqlite3* db, std::string* name) const;

 private:
  std::string_view StampOf(std::string_view name) const;

  std::string prefix_;  // "shop.db."
  std::string suffix_;  // ".5f3a9c21.backup"
  std::vector<std::string> complete_;
  std::vector<std::string> parts_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_BACKUP_NAMES_H_
