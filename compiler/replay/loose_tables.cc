#include "compiler/replay/loose_tables.h"

#include <algorithm>
#include <ranges>
#include <set>

#include "compiler/schema/raw_effect.h"

namespace instar::compiler {

LooseTables::LooseTables(const SourceSet& sources, const Chain& chain,
                         const std::vector<RevisionSchema>& schemas) {
  for (std::uint32_t r = 0; r < schemas.size(); ++r) {
    for (const Operation& operation : schemas[r].upgrade) {
      if (operation.kind == OperationKind::kRaw) Read(sources, r, operation);
    }
  }
  if (!empty()) ancestry_.emplace(chain);
}

std::vector<LooseTable> LooseTables::Before(std::uint32_t revision,
                                            const std::vector<std::string>& keys) const {
  std::vector<LooseTable> tables;
  if (empty()) return tables;
  for (const std::string& key : std::set<std::string>(keys.begin(), keys.end())) {
    const auto found = changes_.find(key);
    if (found == changes_.end()) continue;
    for (const Change& change : std::views::reverse(found->second)) {
      if (change.revision == revision || !ancestry_->IsAncestor(change.revision, revision)) continue;
      if (!change.after.text.empty()) tables.push_back(change.after);
      break;
    }
  }
  return tables;
}

void LooseTables::Read(const SourceSet& sources, std::uint32_t revision, const Operation& operation) {
  const std::vector<Dialect>& dialects = operation.statement->dialects;
  const bool is_kept = operation.table_after != nullptr;
  if (is_kept || std::ranges::find(dialects, Dialect::kSqlite) == dialects.end()) return;
  const RawEffect effect = RawEffectOf(sources, operation.raw, Dialect::kSqlite);
  const bool makes = effect.kind == RawEffectKind::kCreate && effect.object == "virtual table";
  const bool drops = effect.kind == RawEffectKind::kDrop && effect.object == "table";
  if (!makes && !drops) return;
  for (const RawName& name : effect.names) {
    changes_[KeyOf(name.name.text)].push_back(
        {revision, {name.name.text, makes ? std::string(sources.Text(operation.raw)) : ""}});
  }
}

}  // namespace instar::compiler
