#include "compiler/replay/catalog_check.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "compiler/replay/stored_catalog.h"
#include "compiler/schema/schema_difference.h"

namespace instar::compiler {

CatalogCheck::CatalogCheck(const RevisionContext& context, ScratchDatabase& database)
    : context_(context), names_before_(ReadStoredCatalog(database, {}).names) {}

bool CatalogCheck::Check(ScratchDatabase& database, Direction direction, Diagnostics* diagnostics) {
  std::string difference = Difference(database, direction);
  if (difference.empty() && direction == Direction::kDowngrade) difference = LeftOver(database);
  if (difference.empty()) return true;
  diagnostics->Add(DiagnosticKind::kReplayFailed, context_.name().range,
                   absl::StrCat("after the ", WayText(direction),
                                ", the database is not what the statements say: ", difference));
  return false;
}

std::string CatalogCheck::Difference(ScratchDatabase& database, Direction direction) {
  const Catalog& schema = context_.SchemaAfter(direction);
  const std::vector<TablePointer> tables = context_.TablesIn(schema);
  StoredCatalog stored = ReadStoredCatalog(database, tables);
  if (const std::string missing = MissingRawObject(stored, tables); !missing.empty()) return missing;
  std::vector<std::string>& right = right_[direction];
  if (stored.statements == right) return "";
  const std::vector<std::string> expected = SqliteStatements(tables, context_.ViewsIn(schema), schema);
  if (stored.statements != expected) {
    const ReadCatalog actual = CatalogOf(stored.statements);
    const ReadCatalog wanted = CatalogOf(expected);
    if (!actual.error.empty()) return actual.error;
    if (!wanted.error.empty()) return wanted.error;
    const std::vector<SchemaDifference> differences = DifferenceOf(wanted.catalog, actual.catalog);
    if (!differences.empty()) return differences.front().Message();
  }
  right = std::move(stored.statements);
  return "";
}

std::string CatalogCheck::LeftOver(ScratchDatabase& database) const {
  for (const std::string& name : ReadStoredCatalog(database, {}).names) {
    if (!names_before_.contains(name)) return absl::StrCat("'", name, "' is left over");
  }
  return "";
}

}  // namespace instar::compiler
