// Foreign keys of a database that was changed while they were not enforced.
#ifndef INSTAR_RUNTIME_SQLITE_FOREIGN_KEY_CHECK_H_
#define INSTAR_RUNTIME_SQLITE_FOREIGN_KEY_CHECK_H_

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>

namespace instar::sqlite {

// A row that refers to a parent which is not there.
struct Violation {
  std::string table;
  std::string row;  // its rowid; empty where it has none, and nothing tells it from others
  std::string parent;

  friend bool operator<(const Violation& a, const Violation& b) {
    return std::tie(a.table, a.row, a.parent) < std::tie(b.table, b.row, b.parent);
  }
};
// And how often there is one like it.
using Violations = std::map<Violation, std::int64_t>;

// "row 1 of table 'notes' refers to a row of 'users' that is not there"
std::string SentenceOn(const Violation& violation);

// Whether SQLite's own check complains of anything, keys that it cannot enforce among it. Result codes here
// and below are SQLite's.
int AnyViolation(sqlite3* db, bool* any);

// Counts rows that refer to a parent which is not there. Those of keys that SQLite cannot enforce count only
// if asked for: then all that refer to something.
int CountViolations(sqlite3* db, bool with_unenforceable, Violations* violations);

// "SELECT ...": how many such rows there are of keys that can be enforced, in one number. It holds for the
// schema as it is.
int ViolationQuery(sqlite3* db, std::string* query);

// What a transaction breaks is found, and what was broken before does not stop it, whatever its tables are
// called now, nor do keys that SQLite cannot enforce. To list that costs as much as the check at the end, and
// hardly ever is anything broken: so it is listed only once that check has found something, and all is done
// again.
class ForeignKeyAudit {
 public:
  // At the beginning of a transaction. `lists`: at once, since something is known to be broken.
  int Begin(sqlite3* db, bool lists);
  // At its end. `broken` gets the first thing that it broke and how many more there are; empty when there is
  // none.
  int End(sqlite3* db, std::string* broken);
  // End() found something that may have been broken before: roll back and do all of it again.
  bool undecided() const { return undecided_; }

 private:
  int TellNew(sqlite3* db, const Violations& found, std::string* broken) const;

  bool lists_ = false;
  bool undecided_ = false;
  // At the beginning.
  Violations violations_;
  std::set<std::string> tables_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_FOREIGN_KEY_CHECK_H_
