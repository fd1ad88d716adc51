// A revision of Alembic as the text of a migration.
#ifndef INSTAR_TOOLS_IMPORT_ALEMBIC_MIGRATION_TEXT_H_
#define INSTAR_TOOLS_IMPORT_ALEMBIC_MIGRATION_TEXT_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tools/import_alembic/alembic_revision.h"

namespace instar::tools {

struct MigrationParts {
  AlembicRevision revision;
  std::string python_file;                            // its name, for a stub's `todo`
  std::optional<std::vector<std::string>> upgrade;    // none: a stub
  std::optional<std::vector<std::string>> downgrade;  // none: derived
  std::string irreversible;                           // why; empty: it can be undone
  std::set<std::string> allows;                       // lints
};

// In canonical layout. Statements that are no portable SQL stand in `on sqlite` blocks.
std::string MigrationText(const MigrationParts& parts);

}  // namespace instar::tools

#endif  // INSTAR_TOOLS_IMPORT_ALEMBIC_MIGRATION_TEXT_H_
