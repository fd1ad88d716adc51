// The order of making: ids are given in it.
#ifndef INSTAR_COMPILER_SCHEMA_BY_ID_H_
#define INSTAR_COMPILER_SCHEMA_BY_ID_H_

#include <algorithm>
#include <vector>

namespace instar::compiler {

// Pointers to tables, views or enums.
template <typename Pointer>
std::vector<Pointer> ById(std::vector<Pointer> objects) {
  std::sort(objects.begin(), objects.end(), [](const Pointer& a, const Pointer& b) { return a->id < b->id; });
  return objects;
}

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_BY_ID_H_
