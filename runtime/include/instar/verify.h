// Is the database what its migrations made of it?
//
//   instar::sqlite::Verification found = instar::sqlite::Verify("shop.db", shop::migrations());
//   if (!found.ok()) std::fputs(found.Text().c_str(), stderr);
//
// The catalog is compared with the schema at the revisions where the database is, which need not be the
// program's heads: columns with their types, defaults and rules, keys, constraints, indexes, triggers, views.
// How they came about makes no difference, nor does the order of columns.
//
// What is not compared: rows; and tables, views and virtual tables that no migration made. They may belong to
// somebody else. But an index, a trigger, a column or a constraint that somebody put on a table of the
// migrations is told.
//
// Nothing is written, no lock is taken that keeps others from writing, and reading is all the right that it
// needs: it works on files that are read-only.
#ifndef INSTAR_VERIFY_H_
#define INSTAR_VERIFY_H_

#include <cstddef>
#include <string>
#include <vector>

#include "instar/options.h"
#include "instar/status.h"
#include "instar/table.h"

struct sqlite3;

namespace instar::sqlite {

enum class DifferenceKind {
  kMissing,    // the migrations made it, and it is not there
  kExtra,      // it is there, and no migration made it
  kDifferent,  // it is there, and is something else
};

// One object. Of a table that is missing its parts are not told.
struct Difference {
  DifferenceKind kind = DifferenceKind::kDifferent;
  // "table", "column", "primary key", "constraint", "index", "trigger", "view", "virtual table"
  std::string object;
  std::string name;   // empty: a primary key, or a constraint without a name
  std::string table;  // that it stands on; of a table or a view: itself
  // What it is, in SQL: "text not null default 'x'". Empty where there is none, or nothing to say.
  std::string expected;
  std::string found;

  // "column 'age' of table 'users' is missing; expected: integer not null"
  std::string Text() const;
};

// A plain value that owns all it holds.
struct [[nodiscard]] Verification {
  // Not ok: the database could not be read, or its version cannot be told by this program: no differences are
  // known then.
  Status status;
  // The revisions in the version table; empty at base and where Instar never was: nothing is compared then.
  std::vector<std::string> revisions;
  // How many of the program's revisions are not applied. They are no difference.
  std::size_t pending = 0;
  // By table.
  std::vector<Difference> differences;

  bool ok() const { return status.ok() && differences.empty(); }
  // What is wrong, a line each, with a newline at its end; empty when ok.
  std::string Text() const;
};

// `db` is the caller's open connection, inside of a transaction or not. Of the options only lock_timeout_ms
// counts. Cost: reads the schema and compares it, in time that grows with it and with the number of
// revisions.
Verification Verify(sqlite3* db, const Table& table, const Options& options = {});
// The file must exist; `path` as for Upgrade. No -wal or -journal file is left beside it that was not there
// before; SQLite rolls back what a killed process left half done, where it may write.
Verification Verify(const std::string& path, const Table& table, const Options& options = {});

}  // namespace instar::sqlite

#endif  // INSTAR_VERIFY_H_
