#include "compiler/models/plan_from_nothing.h"

#include "absl/strings/str_cat.h"
#include "compiler/models/alignment.h"
#include "compiler/models/plan_migration.h"
#include "compiler/schema/by_id.h"
#include "compiler/schema/print_schema.h"

namespace instar::compiler {

std::vector<std::string> PlanFromNothing(const Catalog& schema) {
  const WantedTable anybody;
  Alignment alignment;
  alignment.target = schema;
  for (const TablePointer& table : schema.Tables()) alignment.wanted[table->id] = &anybody;
  std::vector<std::string> statements;
  for (const PlannedStatement& planned : PlanMigration({}, alignment, {})) {
    statements.push_back(
        planned.table.empty() ? planned.sql : absl::StrCat("alter table ", planned.table, " ", planned.sql));
  }
  for (const ViewPointer& view : ById(schema.Views())) statements.push_back(PrintView(*view));
  return statements;
}

}  // namespace instar::compiler
