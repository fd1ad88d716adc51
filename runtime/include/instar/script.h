// A migration as a script, for those who review what will run, or may not run a program against a database.
//
//   instar::ScriptOptions options;
//   options.from = "5f7a3e1b8d42";
//   const instar::Script script = instar::sqlite::UpgradeScript(shop::migrations(), options);
//   std::fputs(script.text.c_str(), stdout);      // sqlite3 shop.db < script.sql
//
// The statements are those that an upgrade or a downgrade runs, in the same order, with the rows of the
// version and of the history: the script is taken down while the real migration runs on an empty database in
// memory that was brought to `from` first. What the runtime decides while it runs, a script decides before:
//
// - it begins where it was made for: it ends with an error, and changes nothing, on a database that is at
//   another revision; at base, on one that ever had migrations;
// - tables are rebuilt through a temporary copy, whatever their size; indexes and triggers that somebody made
//   by hand are lost with the old table;
// - foreign keys are checked as a whole after a rebuild and whatever else needs them off, so what was broken
//   before stops it too;
// - the history's times are those when the script was made, and what is noted there for older programs is
//   that of an empty database.
//
// It is for the `sqlite3` shell, whose `.bail on` makes it stop at the first error: what was committed before
// stays, as in a run. Cost: that of the history's statements up to `to`, in memory.
#ifndef INSTAR_SCRIPT_H_
#define INSTAR_SCRIPT_H_

#include <string>
#include <vector>

#include "instar/options.h"
#include "instar/status.h"
#include "instar/table.h"

namespace instar {

struct ScriptOptions {
  // Where the database is and where it goes: identifiers as in Options::target, without counts from the
  // database ("+1"), which a script does not know. Empty: base, and all heads; a downgrade needs both. Where
  // branches are applied side by side, `from` names them all, joined by ','.
  std::string from;
  std::string to;
  // A C++ step cannot stand in a script: a revision that calls one is an error. True: a comment tells where.
  bool skip_calls = false;
  // `program`, `use_user_version` and `transactions` count.
  Options options;
};

struct [[nodiscard]] Script {
  Status status;
  std::string text;                    // empty when `status` is not ok
  std::vector<std::string> revisions;  // in the order in which they are run

  bool ok() const { return status.ok(); }
};

namespace sqlite {

Script UpgradeScript(const Table& table, const ScriptOptions& options = {});
Script DowngradeScript(const Table& table, const ScriptOptions& options);

// What Stamp() writes: `to` are identifiers joined by ',', and `revisions` those that no longer count as
// applied and then those that do. It changes nothing but the version and the history; "base" for both ends
// makes these tables. A purge begins anywhere, which no script does: it is refused.
Script StampScript(const Table& table, const ScriptOptions& options);

}  // namespace sqlite
}  // namespace instar

#endif  // INSTAR_SCRIPT_H_
