// Backups of an SQLite database before it is migrated.
//
//   options.backup = instar::sqlite::KeepBackups();              // beside the database, the newest three
//   options.backup = instar::sqlite::KeepBackups({"backups", 10});
//
// Each is a whole database of its own, made by SQLite's backup interface, which others may read from and not
// write to meanwhile. It is written under a name that ends in ".part", checked by `PRAGMA integrity_check`,
// synced to the disk together with its folder, and only then renamed:
//
//   shop.db.20251120T142233.456Z.5f3a9c21.backup
//
// the database's file name, the time in UTC (always later than that of the newest one there, also where the
// clock was set back: names sort by time), and a number that stands for the database's whole path, so that
// databases of one name may share a folder. It gets the permissions of the database's file. Only the database
// `main` is copied, not what is attached.
//
// Nothing is copied where nothing is pending, or where the database has no table yet. Where the copy cannot
// be had, the migration does not begin: StatusCode::kBackupFailed says why. It cannot be had of a database
// without a file (in memory, temporary), of a connection in `locking_mode = EXCLUSIVE`, where the disk has no
// room for it, and of a database that `integrity_check` complains about.
//
// Cost: that of writing the database once and reading it twice. Other processes that start meanwhile wait for
// it: let their Options::lock_timeout_ms be long enough.
//
// To restore one by hand: stop every program that uses the database; move shop.db away together with
// shop.db-wal, shop.db-shm and shop.db-journal, whichever are there (a journal that is left behind would be
// applied to the restored file and ruin it); copy the backup to shop.db.
#ifndef INSTAR_SQLITE_BACKUP_H_
#define INSTAR_SQLITE_BACKUP_H_

#include <functional>
#include <string>

#include "instar/backup.h"
#include "instar/status.h"

struct sqlite3;

namespace instar::sqlite {

struct BackupSettings {
  // Where backups lie; it must exist. UTF-8. Empty: the database's own folder.
  std::string folder;

  // How many of this database's backups are kept, the new one among them: older ones are deleted when it is
  // complete. 0 or less: all. A program that fails and is started again makes a new one every time. After the
  // database was moved, those that were made before are not counted.
  int keep = 3;

  // Called with each connection that is opened for the copy, before its first use: give the key of an
  // encrypted database here, and register what its indexes need (collations, functions). The connection
  // belongs to the caller of this function. A status that is not ok refuses the backup.
  std::function<Status(sqlite3* db)> prepare;
};

// For Options::backup. Programs that do not call it do not link it.
BackupFunction KeepBackups(BackupSettings settings = {});

}  // namespace instar::sqlite

#endif  // INSTAR_SQLITE_BACKUP_H_
