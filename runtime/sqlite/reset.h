// Back to nothing: what the migrations made goes, with all its rows, and the database is at the base. For
// developers.
#ifndef INSTAR_RUNTIME_SQLITE_RESET_H_
#define INSTAR_RUNTIME_SQLITE_RESET_H_

#include <sqlite3.h>

#include <string>
#include <vector>

#include "instar/options.h"
#include "instar/status.h"
#include "instar/table.h"

namespace instar::sqlite {

struct ResetObject {
  std::string type;  // "table", "view"
  std::string name;
};

struct Reset {
  Status status;
  std::vector<std::string> from;     // the rows of the version table
  std::vector<ResetObject> dropped;  // or, when it was only asked: what would be
  std::vector<ResetObject> kept;     // tables and views that no migration made
};

// Of a database whose version this program understands, that is the schema at its revisions; of any other,
// all that some revision ever makes: so also a database that was migrated by a later or an edited history can
// begin anew. Everything happens in one transaction, or nothing does. With `only_look` nothing is changed.
Reset ResetDatabase(sqlite3* db, const Table& table, const Options& options, bool only_look);

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_RESET_H_
