#include <queue>

#include "compiler/chain/rules.h"

namespace instar::compiler {
namespace {

template <typename Function>
void ForEachPrerequisite(const Node& node, Function function) {
  for (const Link& link : node.parents) function(link.target);
  for (const Link& link : node.dependencies) function(link.target);
}

}  // namespace

// Kahn's algorithm. What is ready next depends on nothing but the ids of what is ready now, so a revision
// that nothing needs falls between the others and moves none of them.
std::vector<std::uint32_t> OrderOfApplication(const Graph& graph) {
  const std::size_t count = graph.nodes.size();
  std::vector<std::vector<std::uint32_t>> needed_by(count);
  std::vector<std::size_t> waits_for(count, 0);
  for (std::uint32_t i = 0; i < count; ++i) {
    ForEachPrerequisite(graph.nodes[i], [&](std::uint32_t target) {
      needed_by[target].push_back(i);
      ++waits_for[i];
    });
  }
  const auto comes_later = [&](std::uint32_t a, std::uint32_t b) {
    return graph.nodes[a].id() > graph.nodes[b].id();
  };
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, decltype(comes_later)> ready(comes_later);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (waits_for[i] == 0) ready.push(i);
  }
  std::vector<std::uint32_t> order;
  order.reserve(count);
  while (!ready.empty()) {
    const std::uint32_t node = ready.top();
    ready.pop();
    order.push_back(node);
    for (const std::uint32_t next : needed_by[node]) {
      if (--waits_for[next] == 0) ready.push(next);
    }
  }
  return order;
}

}  // namespace instar::compiler
