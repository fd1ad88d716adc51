// Changes of branches that know nothing of each other (DESIGN 4.2): the schema at a revision must not depend
// on which of them a database met first.
#ifndef INSTAR_COMPILER_SCHEMA_ORDER_H_
#define INSTAR_COMPILER_SCHEMA_ORDER_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/schema/ancestry.h"
#include "compiler/schema/operation.h"
#include "compiler/source/source.h"

namespace instar::compiler {

//   OrderChecker order(sources, chain, ancestry, diagnostics);
//   for each revision in the chain's order: if (!order.Check(revision, upgrade)) ...
//
// All arguments of the constructor must outlive it; of the operations nothing is kept.
class OrderChecker {
 public:
  // `sqlite_min_version`: what SQLite does in place depends on it.
  OrderChecker(const SourceSet& sources, const Chain& chain, const Ancestry& ancestry,
               std::uint32_t sqlite_min_version, Diagnostics* diagnostics);
  ~OrderChecker();

  // Reports `unordered-change`, once for a revision, when an earlier one that is no ancestor touches the same
  // objects in a way that does not commute. A revision with errors should be given, too: others are compared
  // with what of it was understood.
  bool Check(std::uint32_t revision, const std::vector<Operation>& upgrade);

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_ORDER_H_
