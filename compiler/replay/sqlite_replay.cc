#include "compiler/replay/sqlite_replay.h"

#include <algorithm>
#include <map>
#include <utility>

namespace instar::compiler {
namespace {

bool Meets(const RevisionContext& context, const std::set<ObjectId>& tables) {
  const auto is_one = [&](const TablePointer& table) { return tables.contains(table->id); };
  return std::ranges::any_of(context.neighbourhood().tables, is_one) ||
         std::ranges::any_of(context.TablesIn(context.schema().after), is_one);
}

// What must run: each revision that is not proven, and those that leave rows where one of these will meet
// them. From the newest back.
std::vector<bool> NeededRuns(const ReplayInput& input, const LooseTables& loose,
                             const std::vector<bool>& proven) {
  std::vector<bool> needed(proven.size());
  std::set<ObjectId> tables;
  for (auto r = static_cast<std::uint32_t>(proven.size()); r-- > 0;) {
    if (input.schemas[r].has_errors || (proven[r] && tables.empty())) continue;
    const RevisionContext context(input, loose, r);
    needed[r] = !proven[r] || Meets(context, tables);
    if (!needed[r]) continue;
    for (const TablePointer& table : context.neighbourhood().tables) tables.insert(table->id);
  }
  return needed;
}

}  // namespace

std::vector<std::string> ReplayOnSqlite(const ReplayInput& input, const std::vector<RowRisk>& risks,
                                        const std::vector<std::string>& keys,
                                        const std::set<std::string, std::less<>>& known,
                                        Diagnostics* diagnostics) {
  std::map<std::uint32_t, std::vector<RowRisk>> risks_of;
  for (const RowRisk& risk : risks) risks_of[risk.revision].push_back(risk);
  std::vector<bool> proven;
  for (const std::string& key : keys) proven.push_back(known.contains(key));
  const LooseTables loose(input.sources, input.chain, input.schemas);
  const std::vector<bool> needed = NeededRuns(input, loose, proven);
  std::vector<std::string> now_proven;
  LeftRows rows;
  for (std::uint32_t r = 0; r < keys.size(); ++r) {
    if (input.schemas[r].has_errors) continue;
    const std::size_t said = diagnostics->all().size();
    bool holds = proven[r];
    if (needed[r]) {
      const RevisionContext context(input, loose, r);
      if (holds) {
        CarryRows(context, &rows);
      } else {
        holds = ReplayRevision(context, risks_of[r], &rows, diagnostics);
      }
    }
    // What gave a warning must give it the next time as well.
    if (holds && diagnostics->all().size() == said) now_proven.push_back(keys[r]);
  }
  return now_proven;
}

}  // namespace instar::compiler
