// The schema of a database as SQLite reads it, whatever the texts are and in whatever order its columns
// stand.
#ifndef INSTAR_TESTS_RUNTIME_CATALOG_H_
#define INSTAR_TESTS_RUNTIME_CATALOG_H_

#include <string>

#include "tests/runtime/database.h"

namespace instar {

// Without Instar's own tables.
std::string CatalogOf(Database& db);

}  // namespace instar

#endif  // INSTAR_TESTS_RUNTIME_CATALOG_H_
