// The schema of a database that nobody migrated yet, as a first migration.
#ifndef INSTAR_COMPILER_REPLAY_DATABASE_SCHEMA_H_
#define INSTAR_COMPILER_REPLAY_DATABASE_SCHEMA_H_

#include <string>

#include "absl/status/statusor.h"

namespace instar::compiler {

struct FirstMigration {
  std::string upgrade;    // what goes between the braces
  std::string downgrade;  // the clause after `upgrade`, or empty where it is derived
};

// Of an SQLite file, which is only read: tables, indexes and views in the language, triggers and virtual
// tables as raw SQL. What SQLite itself and Instar keep there is left out. Fails where a statement cannot be
// said in the language, with that statement, and where there is nothing.
absl::StatusOr<FirstMigration> ReadFirstMigration(const std::string& path);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_DATABASE_SCHEMA_H_
