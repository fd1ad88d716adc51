// The revision graph, and every rule about it (docs: DESIGN 4.1).
#ifndef INSTAR_COMPILER_CHAIN_CHAIN_H_
#define INSTAR_COMPILER_CHAIN_CHAIN_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"
#include "compiler/syntax/syntax_tree.h"

namespace instar::compiler {

struct Revision {
  std::string id;
  const SyntaxTree* tree = nullptr;
  // Indices into Chain::revisions, all smaller than this revision's own.
  std::vector<std::uint32_t> parents;       // in the order written
  std::vector<std::uint32_t> dependencies;  // labels resolved, in the order written, each once
};

// A sound history. The order is the order of application: parents and dependencies first, ties by id. It is
// that of Kahn's algorithm with the smallest ready id taken next, so adding a revision that nothing needs yet
// never reorders the others.
struct Chain {
  std::vector<Revision> revisions;
};

struct ChainOptions {
  bool allow_multiple_heads = false;
  bool allow_multiple_bases = false;
  // A broken history gives what of it holds: all revisions but those in a cycle or above one, without the
  // links that lead nowhere. For people who are to mend it; nothing may be compiled from that.
  bool despite_errors = false;
  // Revisions whose absence is reported already: what revises them is no second mistake. If there are any,
  // there is no chain.
  std::set<std::string, std::less<>> removed = {};
};

// Reports every broken rule in one run and returns nothing when there was one. `trees` must outlive the
// chain. Time is n log n in the number of revisions; nothing recurses.
std::optional<Chain> BuildChain(const SourceSet& sources, const std::vector<SyntaxTree>& trees,
                                const ChainOptions& options, Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_CHAIN_CHAIN_H_
