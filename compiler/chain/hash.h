// What makes history immutable: the meaning and chain hashes of every revision (DESIGN 4.5).
#ifndef INSTAR_COMPILER_CHAIN_HASH_H_
#define INSTAR_COMPILER_CHAIN_HASH_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/source/source.h"

namespace instar::compiler {

using Hash = std::array<unsigned char, 32>;  // SHA-256

struct RevisionHashes {
  Hash meaning;    // what the upgrade does, and where it stands
  Hash chain;      // that, and all that comes before it
  Hash downgrade;  // the way back; mending it is not an edit of history
};

// One per revision, in the chain's order.
std::vector<RevisionHashes> HashChain(const SourceSet& sources, const Chain& chain);

std::string HexOf(const Hash& hash);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_CHAIN_HASH_H_
