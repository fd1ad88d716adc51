#include "compiler/replay/sqlite_replay.h"

#include <map>

namespace instar::compiler {

std::vector<std::string> ReplayOnSqlite(const ReplayInput& input, const std::vector<RowRisk>& risks,
                                        const std::vector<std::string>& keys,
                                        const std::set<std::string, std::less<>>& proven,
                                        Diagnostics* diagnostics) {
  std::map<std::uint32_t, std::vector<RowRisk>> risks_of;
  for (const RowRisk& risk : risks) risks_of[risk.revision].push_back(risk);
  std::vector<std::string> now_proven;
  LeftRows rows;
  for (std::uint32_t r = 0; r < input.chain.revisions.size(); ++r) {
    if (input.schemas[r].has_errors) continue;
    const std::size_t said = diagnostics->all().size();
    bool holds = proven.contains(keys[r]);
    if (holds) {
      CarryRows(input, r, &rows);
    } else {
      holds = ReplayRevision(input, r, risks_of[r], &rows, diagnostics);
    }
    // What gave a warning must give it the next time as well.
    if (holds && diagnostics->all().size() == said) now_proven.push_back(keys[r]);
  }
  return now_proven;
}

}  // namespace instar::compiler
