// The revision or label that a name which stands for nothing was meant for.
#ifndef INSTAR_COMPILER_CHAIN_SIMILAR_NAMES_H_
#define INSTAR_COMPILER_CHAIN_SIMILAR_NAMES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/suggest.h"

namespace instar::compiler {

class SimilarNames {
 public:
  struct Found {
    std::string_view name;
    // Surely a slip of the pen: of all names only this one differs in upper and lower case alone, or in one
    // character that is not a digit ('0002' for '0001' may well be a lost file).
    bool certain = false;
  };

  explicit SimilarNames(std::vector<std::string> known);

  // A name other than `self`, viewed in this object. Reads all names; after some calls it finds nothing any
  // more, so that a history full of mistakes takes no longer.
  std::optional<Found> Find(std::string_view wanted, std::string_view self);

 private:
  // How many names match; `name` is the first.
  template <typename Predicate>
  int Count(std::string_view self, Predicate matches, std::string_view* name) const;

  std::vector<std::string> known_;
  Suggester suggester_;
  int searches_left_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_CHAIN_SIMILAR_NAMES_H_
