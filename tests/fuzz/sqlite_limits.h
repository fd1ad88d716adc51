// Statements that never end, and values that fill the memory, are SQLite's to run and no findings.
#ifndef INSTAR_TESTS_FUZZ_SQLITE_LIMITS_H_
#define INSTAR_TESTS_FUZZ_SQLITE_LIMITS_H_

namespace instar::compiler {

// Of every connection that is opened from now on.
void LimitSqlite();

}  // namespace instar::compiler

#endif  // INSTAR_TESTS_FUZZ_SQLITE_LIMITS_H_
