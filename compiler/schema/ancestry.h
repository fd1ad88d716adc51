// Who comes before whom, asked often.
#ifndef INSTAR_COMPILER_SCHEMA_ANCESTRY_H_
#define INSTAR_COMPILER_SCHEMA_ANCESTRY_H_

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "compiler/chain/chain.h"

namespace instar::compiler {

// The history cut into lines: each revision continues the line of one of its prerequisites if nobody did
// before, else starts a line. A revision knows how far down each other line it reaches; along a line that
// knowledge is shared, so only forks and merges cost anything. Built in time and space linear in the history
// plus merges times open lines; a question is a binary search.
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
  // For other lines: the highest position reached, sorted by line.
  using Reach = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

  const Chain* chain_;
  std::vector<Place> places_;
  std::vector<std::shared_ptr<const Reach>> reach_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_ANCESTRY_H_
