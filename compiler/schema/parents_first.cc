#include "compiler/schema/parents_first.h"

#include <map>
#include <set>

namespace instar::compiler {

std::vector<TablePointer> ParentsFirst(const std::vector<TablePointer>& tables) {
  std::map<ObjectId, TablePointer> open;
  for (const TablePointer& table : tables) open[table->id] = table;
  std::map<ObjectId, std::set<ObjectId>> children;
  std::map<ObjectId, std::size_t> waits_for;
  for (const auto& [id, table] : open) {
    for (const ForeignKey& key : table->foreign_keys) {
      const ObjectId parent = key.parent_table;
      if (parent != id && open.contains(parent) && children[parent].insert(id).second) ++waits_for[id];
    }
  }
  std::set<ObjectId> ready;
  for (const auto& [id, table] : open) {
    if (waits_for[id] == 0) ready.insert(id);
  }
  std::vector<TablePointer> ordered;
  while (!open.empty()) {
    const ObjectId next = ready.empty() ? open.begin()->first : *ready.begin();
    ready.erase(next);
    ordered.push_back(open.at(next));
    open.erase(next);
    for (const ObjectId child : children[next]) {
      if (--waits_for[child] == 0 && open.contains(child)) ready.insert(child);
    }
  }
  return ordered;
}

}  // namespace instar::compiler
