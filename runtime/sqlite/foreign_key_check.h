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

// Whether there is anything at all that is broken: much less work than listing it. Result codes are SQLite's.
int AnyViolation(sqlite3* db, bool* any);
// Adds `weight` to the count of each: 1 for what is broken now, -1 for what was before.
int CountViolations(sqlite3* db, std::int64_t weight, Violations* violations);

// The first whose count is above 0, and how many more there are; empty when there is none.
std::string NewViolations(const Violations& violations);

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_FOREIGN_KEY_CHECK_H_
