// Foreign keys of a database that was changed while they were not enforced.
#ifndef INSTAR_RUNTIME_SQLITE_FOREIGN_KEY_CHECK_H_
#define INSTAR_RUNTIME_SQLITE_FOREIGN_KEY_CHECK_H_

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <string>

namespace instar::sqlite {

// What is broken: a sentence for each row, and how often it is true (rows without a rowid are told apart by
// nothing).
using Violations = std::map<std::string, std::int64_t>;

// Whether SQLite's own check complains of anything, keys that it cannot enforce among it. Result codes here
// and below are SQLite's.
int AnyViolation(sqlite3* db, bool* any);

// Counts rows that refer to a parent which is not there, `weight` for each. Those of keys that SQLite cannot
// enforce count only if asked for: then all that refer to something.
int CountViolations(sqlite3* db, bool with_unenforceable, std::int64_t weight, Violations* violations);

// "SELECT ...": how many such rows there are of keys that can be enforced, in one number. It holds for the
// schema as it is.
int ViolationQuery(sqlite3* db, std::string* query);

// What a transaction breaks is found, and what was broken before does not stop it, nor do keys that SQLite
// cannot enforce. To list that costs as much as the check at the end, and hardly ever is anything broken: so
// it is listed only once that check has found something, and all is done again.
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
  bool lists_ = false;
  bool undecided_ = false;
  Violations violations_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_FOREIGN_KEY_CHECK_H_
