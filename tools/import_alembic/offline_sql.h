// What `alembic upgrade base:head --sql` and `alembic downgrade head:base --sql` print.
#ifndef INSTAR_TOOLS_IMPORT_ALEMBIC_OFFLINE_SQL_H_
#define INSTAR_TOOLS_IMPORT_ALEMBIC_OFFLINE_SQL_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace instar::tools {

struct OfflineSql {
  // By the id that an upgrade ends at, or a downgrade begins with: the statements without their `;`. What
  // belongs to Alembic itself, its version table and transactions, is left out.
  std::map<std::string, std::vector<std::string>> upgrades;
  std::map<std::string, std::vector<std::string>> downgrades;
};

// Adds what `text` holds; both directions may be in one text.
void AddOfflineSql(std::string_view text, OfflineSql* sql);

}  // namespace instar::tools

#endif  // INSTAR_TOOLS_IMPORT_ALEMBIC_OFFLINE_SQL_H_
