// What a name stands for: a full id, a label, or the unique beginning of either.
#ifndef INSTAR_RUNTIME_PLANNING_NAMES_H_
#define INSTAR_RUNTIME_PLANNING_NAMES_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "instar/status.h"
#include "instar/table.h"
#include "runtime/planning/reachability.h"

namespace instar {

// Fewer characters than this match whole names only.
inline constexpr std::size_t kMinPrefix = 4;

// A label, or a revision taken as one: it selects the revision and, by parents alone, all above and below.
struct Branch {
  std::string_view name;  // empty: no branch was named
  std::uint32_t revision = 0;
  RevisionSet lineage;

  bool named() const { return !name.empty(); }
  bool Holds(std::uint32_t r) const { return !named() || lineage[r]; }
};

Revisions OnBranch(const Branch& branch, const Revisions& revisions);

// An empty name gives the branch that holds everything.
bool FindBranch(const Table& table, std::string_view name, Branch* branch, Status* status);

// A beginning that fits revisions on the branch does not mean those off it; the result may still be off it.
bool FindName(const Table& table, std::string_view name, const Branch& branch, std::uint32_t* revision,
              Status* status);

// "'a', 'b', 'c' and more"
std::string ListIds(const Table& table, const Revisions& revisions);

}  // namespace instar

#endif  // INSTAR_RUNTIME_PLANNING_NAMES_H_
