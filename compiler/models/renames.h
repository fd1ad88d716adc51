// Which `renamed from` still have something to do. Internal to this folder.
#ifndef INSTAR_COMPILER_MODELS_RENAMES_H_
#define INSTAR_COMPILER_MODELS_RENAMES_H_

#include <set>
#include <string>
#include <vector>

namespace instar::compiler {

// Keys.
struct WantedName {
  std::string name;
  std::string renamed_from;  // or empty
};

struct Rename {
  std::string from;
  std::string to;
};

// In an order in which each new name is free when its turn comes. One that was done already, or whose old
// name is still in use, is passed over: so the words may stay in the header.
std::vector<Rename> FindRenames(const std::vector<WantedName>& wanted, std::set<std::string> present);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_RENAMES_H_
