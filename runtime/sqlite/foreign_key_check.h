// Foreign keys of a database that was changed while they were not enforced.
#ifndef INSTAR_RUNTIME_SQLITE_FOREIGN_KEY_CHECK_H_
#define INSTAR_RUNTIME_SQLITE_FOREIGN_KEY_CHECK_H_

#include <sqlite3.h>

#include <cstddef>
#include <string>
#include <vector>

namespace instar::sqlite {

// What is broken, one sentence for each row or key, sorted.
using Violations = std::vector<std::string>;

// Whether there is anything at all that is broken: much less work than listing it. Result codes are SQLite's.
int AnyViolation(sqlite3* db, bool* any);
int FindViolations(sqlite3* db, Violations* violations);

// The first that was not there before; empty when there is none. `count` is how many there are.
std::string NewViolation(const Violations& before, const Violations& after, std::size_t* count);

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_FOREIGN_KEY_CHECK_H_
