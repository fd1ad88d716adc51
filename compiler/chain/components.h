// Sets of revisions that reach each other.
#ifndef INSTAR_COMPILER_CHAIN_COMPONENTS_H_
#define INSTAR_COMPILER_CHAIN_COMPONENTS_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "compiler/chain/graph.h"

namespace instar::compiler {

// The links that a rule looks at: parents alone, or dependencies as well; without some nodes.
class Links {
 public:
  Links(const Graph& graph, bool with_dependencies, std::vector<bool> without)
      : graph_(graph), with_dependencies_(with_dependencies), without_(std::move(without)) {}

  std::uint32_t nodes() const { return static_cast<std::uint32_t>(graph_.nodes.size()); }
  bool Holds(std::uint32_t node) const { return !without_[node]; }
  std::size_t Count(std::uint32_t node) const {
    const Node& n = graph_.nodes[node];
    return n.parents.size() + (with_dependencies_ ? n.dependencies.size() : 0);
  }
  bool IsDependency(std::uint32_t node, std::size_t i) const {
    return i >= graph_.nodes[node].parents.size();
  }
  const Link& At(std::uint32_t node, std::size_t i) const {
    const Node& n = graph_.nodes[node];
    return IsDependency(node, i) ? n.dependencies[i - n.parents.size()] : n.parents[i];
  }

 private:
  const Graph& graph_;
  const bool with_dependencies_;
  const std::vector<bool> without_;
};

inline constexpr std::uint32_t kNoComponent = 0xFFFFFFFFu;

// The strongly connected component of every node: kNoComponent for those that reach themselves by no way.
// Linear in the number of links.
std::vector<std::uint32_t> FindComponents(const Links& links);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_CHAIN_COMPONENTS_H_
