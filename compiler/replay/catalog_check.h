// Whether the database's catalog is the compiler's schema.
#ifndef INSTAR_COMPILER_REPLAY_CATALOG_CHECK_H_
#define INSTAR_COMPILER_REPLAY_CATALOG_CHECK_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/replay/revision_context.h"
#include "compiler/replay/scratch_database.h"

namespace instar::compiler {

// Of one revision. What SQLite stores is read by the compiler's own front end and compared as a schema; a
// text that was found right before is not read again.
class CatalogCheck {
 public:
  // Of a database as it is before the revision.
  CatalogCheck(const RevisionContext& context, ScratchDatabase& database);

  // After the revision went this way. Reports the first difference.
  bool Check(ScratchDatabase& database, Direction direction, Diagnostics* diagnostics);

 private:
  std::string Difference(ScratchDatabase& database, Direction direction);
  // What the schema does not know of: a virtual table that is on no table.
  std::string LeftOver(ScratchDatabase& database) const;

  const RevisionContext& context_;
  std::set<std::string> names_before_;
  std::map<Direction, std::vector<std::string>> right_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_CATALOG_CHECK_H_
