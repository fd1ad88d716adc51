#include "compiler/lowering/sqlite/rebuild_cost.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "runtime/applying/rebuild.h"

namespace instar::compiler::sqlite {
namespace {

// The table as the change that asks for the rebuild meets it.
TablePointer RebuiltTable(const RevisionSchema& schema, const LoweredStep& step, const Rebuild& rebuild) {
  const auto cause = std::ranges::find(schema.upgrade, step.source, &Operation::source);
  if (cause == schema.upgrade.end()) return nullptr;
  return cause->table_before != nullptr ? cause->table_before
                                        : cause->before.FindTable(KeyOf(rebuild.plain_name));
}

std::size_t Count(const Rebuild& rebuild, std::string_view type) {
  return static_cast<std::size_t>(std::ranges::count_if(rebuild.objects, [&](const RebuildObject& object) {
    return object.type == type && !object.sql.empty();
  }));
}

// " and makes 2 indexes and 1 trigger anew", or nothing.
std::string ObjectsText(const Rebuild& rebuild) {
  const std::size_t indexes = Count(rebuild, "index");
  const std::size_t triggers = Count(rebuild, "trigger");
  if (indexes + triggers == 0) return "";
  std::string text;
  if (indexes > 0) text += " and makes " + std::to_string(indexes) + (indexes == 1 ? " index" : " indexes");
  if (triggers > 0) {
    text += (indexes > 0 ? " and " : " and makes ") + std::to_string(triggers) +
            (triggers == 1 ? " trigger" : " triggers");
  }
  return text + " anew";
}

}  // namespace

void ReportRebuildCost(const RevisionSchema& schema, std::uint32_t revision,
                       const std::vector<LoweredStep>& steps, Diagnostics* diagnostics) {
  for (const LoweredStep& step : steps) {
    Rebuild rebuild;
    if (step.kind != StepKind::kRebuild || !DecodeRebuild(step.text, &rebuild)) continue;
    if ((rebuild.flags & (kRebuildSchemaEdit | kRebuildDefaultEdit)) != 0) continue;
    const TablePointer table = RebuiltTable(schema, step, rebuild);
    if (table == nullptr || table->origin.revision == revision) continue;
    if (schema.allows != nullptr && schema.allows->Accepts(DiagnosticKind::kRebuildCost, step.source))
      continue;
    diagnostics->Add(DiagnosticKind::kRebuildCost, step.source,
                     "SQLite copies all rows of '" + std::string(rebuild.plain_name) + "' for this" +
                         ObjectsText(rebuild));
  }
}

}  // namespace instar::compiler::sqlite
