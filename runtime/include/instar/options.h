// How to migrate. Every field has a default that is right for most programs.
#ifndef INSTAR_OPTIONS_H_
#define INSTAR_OPTIONS_H_

#include <atomic>
#include <string>

#include "instar/backup.h"
#include "instar/progress.h"

namespace instar {

// How much is committed at once.
enum class Transactions {
  // Each revision for itself: what was finished before a failure stays.
  kPerRevision = 0,
  // All that leads to the target, or nothing of it. Where a table is rebuilt, or SQLite can do something else
  // only so, all of it runs with foreign keys off and is checked before the commit. Refused before anything
  // is changed (StatusCode::kInvalidArgument) where a revision on the way says `transaction none`, or where
  // one needs them off while another deletes rows, updates keys that others refer to, calls a C++ step, or
  // changes rows in raw SQL: those depend on foreign keys.
  kAllTogether = 1,
};

struct Options {
  // Where to go: the id of a revision or a label, whole or by a unique beginning of 4 characters or more,
  // "head", "heads", "base", "+1", "-1", "ID+2", "branch@head". Empty means "heads" for Upgrade; Downgrade
  // refuses an empty target, because it may cost data.
  std::string target;

  // Written into every row of instar_history, so that a later reader knows who did it: "shop 2.3".
  std::string program;

  // How long to wait, in milliseconds, while another connection keeps the database locked. Instar waits by a
  // loop of its own and leaves the caller's busy handler alone (which, if there is one, waits first).
  int lock_timeout_ms = 60'000;

  Transactions transactions = Transactions::kPerRevision;

  // SQLite: keep a digest of the version in `PRAGMA user_version`, so that a database at head is recognised
  // in 27 us instead of 80 to 10,000 (reading a table makes SQLite parse the whole schema). Instar takes the
  // field only where it is 0 or holds that digest already; set this to false if the program uses the field
  // itself.
  bool use_user_version = true;

  // Downgrade only: a database keeps, with every revision that was applied to it, how to undo it. True:
  // revisions that this program does not know, because a newer one applied them, are undone by that, before
  // the target counts; "heads" then means this program's own heads. What is kept is SQL out of the database,
  // so set this only for databases that you trust as far as the program: the steps may change and drop
  // tables, though they can reach no other file, load no extension, change no setting and not write Instar's
  // tables.
  bool use_stored_downgrades = false;

  // SQLite: some changes make a table anew and copy its rows. An index or a trigger on that table which the
  // migrations do not know, because somebody made it by hand, stops the migration before anything is changed
  // (StatusCode::kUnknownObject). True: it is made again on the new table instead.
  bool keep_unknown_objects = false;

  // Makes a copy of the database before the first pending revision, for example
  // instar::sqlite::KeepBackups(): see instar/sqlite_backup.h. The migration does not begin without it.
  BackupFunction backup;

  // Called again and again during the migration, and may cancel it: see instar/progress.h.
  ProgressFunction progress;
  // How long a step goes on between two calls, in milliseconds.
  int progress_interval_ms = 100;

  // The migration is cancelled soon after this becomes true: for another thread, or a signal handler. Not
  // owned; it must outlive the call. (A call of sqlite3_interrupt() cancels too.)
  const std::atomic<bool>* cancel = nullptr;

  // Stamp only: forget all rows of the version table first, whatever they hold, instead of replacing those
  // that the target stands for.
  bool purge = false;
};

}  // namespace instar

#endif  // INSTAR_OPTIONS_H_
