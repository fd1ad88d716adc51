// What makes history immutable: the meaning and chain hashes of every revision (DESIGN 4.5).
//
// The format is frozen: databases and lock files hold these hashes. A hash is SHA-256 over a row of fields,
// each framed as
//
//   kind (1 byte) | size of the content (4 bytes, big-endian) | content
//
//   kind   content
//    1     a word, A-Z as a-z                        1 to 6 are the tokens of a statement, as TokenKind
//    2     a quoted name, as written, with quotes    numbers them
//    3     a string, likewise
//    4     a blob, likewise
//    5     a number, as written
//    6     punctuation
//   64     the number of this format: 4 bytes, big-endian, 1
//   65     the revision's id
//   66     the id of a parent
//   67     the id of a dependency (never a label)
//   68     `default`, or `none` where `transaction none;` is written
//   69     the text between the braces of an `on` block
//   70     nothing: a statement ends
//   71     the way back: `missing`, `block`, `auto`, `auto keeping data` or `irreversible`
//   72     why it is irreversible: the string's value
//
// A statement is its tokens, in an `on` block those up to the `{` and then field 69, and field 70. Comments,
// space and the closing `;` are in no token, and `allow` statements are left out. In all tokens and in
// field 69 the bytes CR LF are read as LF.
//
//   meaning   = SHA-256(64, 65, 66 for each parent, 67 for each dependency, 68, the statements of `upgrade`);
//               parents and dependencies sorted by bytes
//   downgrade = SHA-256(64, 71, then for `block` its statements, for `irreversible` 72)
//   chain     = SHA-256(meaning, then the chain hashes of parents and dependencies, each once, sorted by
//               bytes): 32 bytes each, without frames
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

// One per revision, in the chain's order. Databases keep no hash of the way back: who reads one can do
// without, and then it is 0.
std::vector<RevisionHashes> HashChain(const SourceSet& sources, const Chain& chain,
                                      bool with_downgrades = true);

std::string HexOf(const Hash& hash);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_CHAIN_HASH_H_
