// Who comes before whom, asked often.
#ifndef INSTAR_COMPILER_SCHEMA_ANCESTRY_H_
#define INSTAR_COMPILER_SCHEMA_ANCESTRY_H_

#include <cstdint>
#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/schema/persistent_map.h"

namespace instar::compiler {

// The history cut into lines: each revision continues the line of one of its prerequisites if nobody did
// before, else starts a line. A revision knows how far down each other line it reaches; along a line that
// knowledge is shared, and a merge looks only at where its sides differ, so only forks and merges cost
// anything. Built in time and space linear in the history, but for logarithms, plus merges times open lines;
// a question is a search in a tree.
class Ancestry {
 public:
  explicit Ancestry(const Chain& chain);

  // By parents and dependencies. A revision is its own ancestor here.
  bool IsAncestor(std::uint32_t ancestor, std::uint32_t of) const;

  // The ancestors of `of` that are not ancestors of `without` (which is one of its prerequisites), without
  // itself, in the order of application. Costs their number and that of their links.
  std::vector<std::uint32_t> Missing(std::uint32_t of, std::uint32_t without) const;

 private:
  struct Place {
    std::uint32_t line;
    std::uint32_t position;
  };
  // For other lines: the highest position reached.
  using Reach = PersistentMap<std::uint32_t, std::uint32_t>;

  Reach ReachThrough(const std::vector<std::uint32_t>& prerequisites, std::uint32_t own_line) const;

  const Chain* chain_;
  std::vector<Place> places_;
  std::vector<Reach> reach_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_ANCESTRY_H_
