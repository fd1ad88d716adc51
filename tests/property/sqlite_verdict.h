// What SQLite itself says of an edit, and of what became of a database.
#ifndef INSTAR_TESTS_PROPERTY_SQLITE_VERDICT_H_
#define INSTAR_TESTS_PROPERTY_SQLITE_VERDICT_H_

#include <string>
#include <string_view>

#include "tests/property/scratch.h"

namespace instar::compiler::property {

// Whether SQLite has all of these statements: most of ALTER TABLE, and enum types, are the language's alone.
bool IsPlainSql(std::string_view statements);

// Runs them as they are written, with foreign keys enforced. What it says when it refuses; or else what is
// wrong with the database afterwards; empty: nothing.
std::string Refusal(const Scratch& db, const std::string& statements);

// integrity_check and foreign_key_check; empty: sound.
std::string Unsoundness(const Scratch& db);
// The first table or view that cannot be read or written whatever its rows, and why; empty: none.
std::string Unusable(const Scratch& db);

// Whether it says that rows, rather than the statement, are the matter.
bool IsOfRows(std::string_view refusal);

}  // namespace instar::compiler::property

#endif  // INSTAR_TESTS_PROPERTY_SQLITE_VERDICT_H_
