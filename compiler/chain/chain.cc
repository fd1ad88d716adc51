#include "compiler/chain/chain.h"

#include "compiler/chain/graph.h"
#include "compiler/chain/rules.h"

namespace instar::compiler {
namespace {

Chain MakeChain(const Graph& graph, const std::vector<std::uint32_t>& order) {
  std::vector<std::uint32_t> place(graph.nodes.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  Chain chain;
  chain.revisions.reserve(order.size());
  for (const std::uint32_t index : order) {
    const Node& node = graph.nodes[index];
    Revision revision{node.id(), node.tree, {}, {}};
    for (const Link& link : node.parents) revision.parents.push_back(place[link.target]);
    for (const Link& link : node.dependencies) revision.dependencies.push_back(place[link.target]);
    chain.revisions.push_back(std::move(revision));
  }
  return chain;
}

}  // namespace

std::optional<Chain> BuildChain(const SourceSet& sources, const std::vector<SyntaxTree>& trees,
                                const ChainOptions& options, Diagnostics* diagnostics) {
  const int errors = diagnostics->errors();
  Graph graph;
  const Names names = CollectNames(trees, &graph, diagnostics);
  ResolveLinks(sources, names, options, &graph, diagnostics);
  CheckCycles(&graph, diagnostics);
  CheckEnds(graph, options, diagnostics);
  const std::vector<std::uint32_t> order = OrderOfApplication(graph);
  CheckRedundantParents(graph, order, diagnostics);
  const bool broken = diagnostics->errors() != errors || !options.removed.empty();
  if (broken && !options.despite_errors) return std::nullopt;
  return MakeChain(graph, order);
}

}  // namespace instar::compiler
