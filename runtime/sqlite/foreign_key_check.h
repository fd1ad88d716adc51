// Foreign keys of a database that was changed while they were not enforced.
#ifndef INSTAR_RUNTIME_SQLITE_FOREIGN_KEY_CHECK_H_
#define INSTAR_RUNTIME_SQLITE_FOREIGN_KEY_CHECK_H_

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <string>

namespace instar::sqlite {

// What is broken: a sentence for each row or key, and how often it is true (rows without a rowid are told
// apart by nothing).
using Violations = std::map<std::string, std::int64_t>;

// What a transaction breaks is found, and what was broken before does not stop it. To list that costs as much
// as the check at the end, and hardly ever is anything broken: so it is listed only once that check has found
// something, and all is done again. Result codes are SQLite's.
class ForeignKeyAudit {
 public:
  // At the beginning of a transaction.
  int Begin(sqlite3* db);
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
