// Brings an SQLite database to the revision that a program needs.
//
//   #include <instar/sqlite.h>
//   #include "shop_migrations.h"
//
//   instar::Report report = instar::sqlite::Upgrade("shop.db", shop::migrations());
//   if (!report.ok()) std::fprintf(stderr, "%s\n", report.status.message().c_str());
//
// What can be relied on:
// - Each revision and its row of history are committed together, in one transaction (or all revisions in one:
//   Options::transactions). Whatever happens (an
//   error, a full disk, a killed process), the database is at a revision boundary, and running again goes on
//   from there. Steps cannot commit or roll back by themselves: SQLite refuses it to them.
// - A revision that says `transaction none` is committed step by step, each together with a note of it in
//   `instar_journal` (a table made when it is first needed). Interrupted, it goes on where it was; until it
//   is finished, whoever migrates finishes it first. Only a step that SQLite refuses inside a transaction can
//   be found half-done: VACUUM, which is run again.
// - Any number of processes may start at once on one file: the lock is taken before the version is read, and
//   each revision is applied once. Nothing keeps the lock when its holder is gone.
// - A database at head costs one read of the file's header: no write transaction, nothing that grows with the
//   history.
// - Revisions run with foreign keys enforced. One that rebuilds a table runs without, and is checked before
//   its commit: what was broken before does not stop it, what it would break does. The connection's own
//   setting is restored whatever happens. So a raw statement that drops a table acts on the rows that refer
//   to it, as their ON DELETE says.
// - A rebuild keeps rows, rowids, children, indexes, triggers, views and the AUTOINCREMENT mark.
// - A database without a version is taken for a new one, unless it holds a table, view, index or trigger that
//   the migrations would make: then nothing is run, and StatusCode::kNotVersioned asks for a stamp. Tables of
//   other libraries, and of other streams, are left alone. docs/states.md has the answers to other states.
// - These tables belong to Instar: `instar_version` (where the database is), `instar_history` (all that was
//   ever done, append only) and `instar_journal`. Steps cannot write to them. Before the first step they are
//   checked against each other: what somebody changed by hand stops the migration
//   (StatusCode::kUnknownFormat).
//
// On request a copy is made before the first change (Options::backup), progress is shown and the migration
// cancelled (Options::progress, Options::cancel).
//
// The connection's authorizer is taken for the time of a migration that has something to do, and there is
// none afterwards: SQLite cannot tell what it was. Set yours again. The same is true of the commit hook,
// where a C++ step runs, and of the progress handler, where Options::progress or Options::cancel is set;
// where neither is, yours stays and may interrupt.
//
// Whether a database is what its migrations made of it: instar/verify.h.
//
// Threads: there are no globals. Calls on different connections may run at once; one connection must not be
// used by another thread during a call. Nothing is thrown but std::bad_alloc, after which a program must end;
// an exception out of a C++ step passes through, after the revision was rolled back.
#ifndef INSTAR_SQLITE_H_
#define INSTAR_SQLITE_H_

#include <string>

#include "instar/options.h"
#include "instar/report.h"
#include "instar/state.h"
#include "instar/status.h"
#include "instar/step.h"
#include "instar/table.h"

struct sqlite3;

namespace instar::sqlite {

// Applies what is missing up to `options.target` (all heads when empty).
//
// `db` is the caller's open connection. It must not be inside a transaction, and no statement of it may be in
// progress. With journal_mode = OFF nothing is begun, since nothing could be rolled back; with MEMORY a
// killed process leaves a damaged file. It stays open, with its settings as they were.
Report Upgrade(sqlite3* db, const Table& table, const Options& options = {});
// Opens the file (made if missing), migrates, closes it. `path` is UTF-8, not empty, and no URI. ":memory:"
// is SQLite's word for a database that is gone with its connection: good for nothing but trying a history
// out.
Report Upgrade(const std::string& path, const Table& table, const Options& options = {});

// Undoes what is applied above `options.target`, which itself stays; `base` undoes everything. The target
// must be given. A revision on the way that cannot be undone is an error before anything is touched.
Report Downgrade(sqlite3* db, const Table& table, const Options& options);
// The file must exist.
Report Downgrade(const std::string& path, const Table& table, const Options& options);

// What is to be said of a step that was begun and perhaps finished (StatusCode::kInterrupted).
enum class Resolution {
  kDone,   // it was finished, or somebody has done its work by hand: the next migration goes on after it
  kRetry,  // nothing of it was done, or it does no harm to do it again: the next migration runs it
};

// Settles a step of a revision without a transaction that was interrupted, or that failed after others of its
// revision were done. Only notes it: the next Upgrade or Downgrade finishes the revision. Where there is
// nothing to settle: kInvalidArgument, and nothing is changed. So it does no harm to say the same twice.
Status Resolve(sqlite3* db, const Table& table, Resolution resolution, const Options& options = {});
// The file must exist.
Status Resolve(const std::string& path, const Table& table, Resolution resolution,
               const Options& options = {});

// Where the database is, and what an upgrade would do. Only reads, and needs no right to write: one
// transaction of reading, which is over at the end and keeps no lock.
//
// `db` may be inside a transaction of the caller's. Cost: linear in the history's length.
State Inspect(sqlite3* db, const Table& table, const Options& options = {});
// A file that is not there is not made (StateKind::kNoFile), and no -wal or -journal file is left beside it
// that was not there before. Where it may write, SQLite rolls back what a killed process left half done.
State Inspect(const std::string& path, const Table& table, const Options& options = {});

// Says that the database is at `options.target`, without running anything: for a database that was made
// before it had migrations, or repaired by hand. The target must be given; several are joined by ','. Every
// revision that is implied gets a row in the history: "stamp" for those that count as applied from now on,
// "unstamp" for those that no longer do.
//
// A row of the version table that is above or below a target is replaced, one on another branch stays. With
// `options.purge` all rows go first, whatever they hold: so also a database whose version this program
// refuses can be stamped.
Report Stamp(sqlite3* db, const Table& table, const Options& options);
// The file must exist.
Report Stamp(const std::string& path, const Table& table, const Options& options);

// The connection a C++ step runs on.
inline sqlite3* Handle(Step& step) { return static_cast<sqlite3*>(step.native_handle()); }

}  // namespace instar::sqlite

#endif  // INSTAR_SQLITE_H_
