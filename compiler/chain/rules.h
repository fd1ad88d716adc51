// The rules of the revision graph, one file each. Internal to this folder; BuildChain calls them in this
// order.
#ifndef INSTAR_COMPILER_CHAIN_RULES_H_
#define INSTAR_COMPILER_CHAIN_RULES_H_

#include <cstdint>
#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/chain/graph.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"
#include "compiler/syntax/syntax_tree.h"

namespace instar::compiler {

// Fills graph->nodes, but for their links. Reports duplicate-revision, duplicate-label and
// case-only-difference.
Names CollectNames(const std::vector<SyntaxTree>& trees, Graph* graph, Diagnostics* diagnostics);

// Reports missing-parent, missing-dependency, self-loop, dependency-self-loop and duplicate-parent.
void ResolveLinks(const SourceSet& sources, const Names& names, const ChainOptions& options, Graph* graph,
                  Diagnostics* diagnostics);

// Reports cycle and dependency-cycle, once for each set of revisions that reach each other.
void CheckCycles(Graph* graph, Diagnostics* diagnostics);

// Reports multiple-heads and multiple-bases.
void CheckEnds(const Graph& graph, const ChainOptions& options, Diagnostics* diagnostics);

// The nodes in the order of application, without those in a cycle or above one.
std::vector<std::uint32_t> OrderOfApplication(const Graph& graph);

// Reports redundant-parent, for the nodes in `order`.
void CheckRedundantParents(const Graph& graph, const std::vector<std::uint32_t>& order,
                           Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_CHAIN_RULES_H_
