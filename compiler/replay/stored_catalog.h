// What SQLite says the schema is, in the compiler's own terms.
#ifndef INSTAR_COMPILER_REPLAY_STORED_CATALOG_H_
#define INSTAR_COMPILER_REPLAY_STORED_CATALOG_H_

#include <set>
#include <string>
#include <vector>

#include "compiler/schema/catalog.h"

namespace instar::compiler {

class ScratchDatabase;

struct StoredCatalog {
  // Those that SQLite keeps of its tables, indexes and views, as it has edited them, without Instar's own,
  // what raw SQL made and that in which virtual tables keep their content. The expected tables come first, in
  // the order of SqliteStatements.
  std::vector<std::string> statements;
  std::set<std::string> names;  // the keys of all objects but SQLite's and Instar's own
};

StoredCatalog ReadStoredCatalog(ScratchDatabase& database, const std::vector<TablePointer>& expected);

// "trigger 'r' is missing": one that raw SQL made of these tables and that SQLite does not have; or empty.
std::string MissingRawObject(const StoredCatalog& stored, const std::vector<TablePointer>& expected);

struct ReadCatalog {
  Catalog catalog;
  std::string error;  // what could not be understood; empty when all was
};

// The schema that these statements make, read by the compiler's own front end.
ReadCatalog CatalogOf(const std::vector<std::string>& statements);

// The statements that make these tables and views in SQLite, parents first: what to compare the stored ones
// with, after both went through CatalogOf.
std::vector<std::string> SqliteStatements(const std::vector<TablePointer>& tables,
                                          const std::vector<ViewPointer>& views, const Catalog& catalog);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_STORED_CATALOG_H_
