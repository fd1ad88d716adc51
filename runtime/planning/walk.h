// Counting steps up and down a line of revisions, by parents alone.
#ifndef INSTAR_RUNTIME_PLANNING_WALK_H_
#define INSTAR_RUNTIME_PLANNING_WALK_H_

#include <cstdint>

#include "instar/status.h"
#include "instar/table.h"
#include "runtime/planning/identifier.h"
#include "runtime/planning/names.h"

namespace instar {

// The place before the first revision, in a walk.
inline constexpr std::uint32_t kBase = 0xFFFFFFFFu;

// Goes down until the steps are done or the base is reached. `left` is what remains of the steps: 0, or less
// where the history is shorter than the walk. Fails at a merge.
bool WalkDown(const Table& table, const Identifier& identifier, std::uint32_t start, std::uint32_t* end,
              std::int64_t* left, Status* status);

// Goes identifier.steps up or down from `start`. Each step up must have one way only on the branch, each step
// down one parent. Fails when the history is shorter than the walk.
bool Walk(const Table& table, const Identifier& identifier, const Branch& branch, std::uint32_t start,
          std::uint32_t* end, Status* status);

}  // namespace instar

#endif  // INSTAR_RUNTIME_PLANNING_WALK_H_
