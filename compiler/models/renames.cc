#include "compiler/models/renames.h"

#include <map>

namespace instar::compiler {

std::vector<Rename> FindRenames(const std::vector<WantedName>& wanted, std::set<std::string> present) {
  std::set<std::string> stays;
  std::map<std::string, std::string> to_from;
  std::map<std::string, std::string> from_to;
  for (const WantedName& name : wanted) {
    if (name.renamed_from.empty()) stays.insert(name.name);
    if (!name.renamed_from.empty() && from_to.emplace(name.renamed_from, name.name).second) {
      to_from.emplace(name.name, name.renamed_from);
    }
  }
  std::vector<std::string> ready;
  for (const auto& [to, from] : to_from) {
    if (!present.contains(to)) ready.push_back(to);
  }
  std::vector<Rename> renames;
  while (!ready.empty()) {
    const std::string to = ready.back();
    ready.pop_back();
    const std::string& from = to_from[to];
    if (present.contains(to) || !present.contains(from) || stays.contains(from)) continue;
    // A name that another field has now, and that it had before.
    const auto holder = to_from.find(from);
    if (holder != to_from.end() && !present.contains(holder->second)) continue;
    renames.push_back({from, to});
    present.erase(from);
    present.insert(to);
    // Its old name is free now.
    if (holder != to_from.end()) ready.push_back(from);
  }
  return renames;
}

}  // namespace instar::compiler
