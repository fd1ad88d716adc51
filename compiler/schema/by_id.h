// Objects and their parts by their ids.
#ifndef INSTAR_COMPILER_SCHEMA_BY_ID_H_
#define INSTAR_COMPILER_SCHEMA_BY_ID_H_

#include <algorithm>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "compiler/schema/objects.h"
#include "compiler/schema/shared_vector.h"

namespace instar::compiler {

// Pointers to tables, views or enums, in the order of their making: ids are given in it.
template <typename Pointer>
std::vector<Pointer> ById(std::vector<Pointer> objects) {
  std::sort(objects.begin(), objects.end(), [](const Pointer& a, const Pointer& b) { return a->id < b->id; });
  return objects;
}

inline bool Contains(const std::vector<ObjectId>& ids, ObjectId id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}
inline bool Contains(const std::vector<KeyColumn>& columns, ObjectId id) {
  return std::any_of(columns.begin(), columns.end(),
                     [&](const KeyColumn& column) { return column.column == id; });
}

// To find each again. The members must outlive the map.
template <typename Member>
absl::flat_hash_map<ObjectId, const Member*> MapOf(const SharedVector<Member>& members) {
  absl::flat_hash_map<ObjectId, const Member*> map;
  for (const Member& member : members) map.emplace(member.id, &member);
  return map;
}

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_BY_ID_H_
