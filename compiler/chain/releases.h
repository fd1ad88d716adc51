// History is immutable once it has shipped: the rules of `migrations.lock` (DESIGN 4.5).
#ifndef INSTAR_COMPILER_CHAIN_RELEASES_H_
#define INSTAR_COMPILER_CHAIN_RELEASES_H_

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/chain/hash.h"
#include "compiler/chain/lock_file.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/syntax/syntax_tree.h"

namespace instar::compiler {

// For each revision of a chain the release that shipped it first: its place in the lock, or kUnreleased.
// Empty when there is no lock: then every earlier revision counts as released.
using Releases = std::vector<std::uint32_t>;
inline constexpr std::uint32_t kUnreleased = 0xFFFFFFFFu;

// Reports removed-release for every locked revision that no file has, and returns their ids: what revises one
// of them is no second mistake (ChainOptions::removed). Looks at nothing but ids, so a broken chain cannot
// hide it.
std::set<std::string, std::less<>> CheckRemoved(const LockFile& lock, const std::vector<SyntaxTree>& trees,
                                                Diagnostics* diagnostics);

// Reports edited-release, and edited-released-downgrade as a warning. What was edited before its release was
// removed or moved is one mistake: descendants of it are not reported, for only their own text counts.
Releases CheckReleases(const LockFile& lock, const Chain& chain, const std::vector<RevisionHashes>& hashes,
                       Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_CHAIN_RELEASES_H_
