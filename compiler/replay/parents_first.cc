#include "compiler/replay/parents_first.h"

#include <algorithm>
#include <map>

namespace instar::compiler {

std::vector<TablePointer> ParentsFirst(const std::vector<TablePointer>& tables) {
  std::map<ObjectId, TablePointer> open;
  for (const TablePointer& table : tables) open[table->id] = table;
  std::vector<TablePointer> ordered;
  while (!open.empty()) {
    const std::size_t before = ordered.size();
    for (auto at = open.begin(); at != open.end();) {
      const Table& table = *at->second;
      const bool waits = std::ranges::any_of(table.foreign_keys, [&](const ForeignKey& key) {
        return key.parent_table != table.id && open.contains(key.parent_table);
      });
      if (waits) {
        ++at;
        continue;
      }
      ordered.push_back(at->second);
      at = open.erase(at);
    }
    if (ordered.size() != before) continue;
    ordered.push_back(open.begin()->second);
    open.erase(open.begin());
  }
  return ordered;
}

}  // namespace instar::compiler
