// All that a database holds, as text: to see whether two are alike. It asks SQLite alone, nothing of Instar.
#ifndef INSTAR_TESTS_RUNTIME_DUMP_H_
#define INSTAR_TESTS_RUNTIME_DUMP_H_

#include <sqlite3.h>

#include <string>

namespace instar {

// The schema, every row of every table with its rowid, the version; of instar_history all but the times. An
// error gives its text, and so differs from any other dump.
std::string Dump(sqlite3* db);

// What SQLite's own checks say against the database: empty when it is whole.
std::string Damage(sqlite3* db);

}  // namespace instar

#endif  // INSTAR_TESTS_RUNTIME_DUMP_H_
