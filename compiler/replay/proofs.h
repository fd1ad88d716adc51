// What was proven before need not be proven again.
#ifndef INSTAR_COMPILER_REPLAY_PROOFS_H_
#define INSTAR_COMPILER_REPLAY_PROOFS_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/chain/hash.h"
#include "compiler/schema/row_risk.h"
#include "compiler/table/table_data.h"

namespace instar::compiler {

// One per revision: a hash over all that the outcome of its replay depends on. The chain hash stands for the
// schema that the revision meets; beside it the downgrade, the `allow`s in force, what may fail on rows
// and is accepted, the steps as lowered for SQLITE_MIN_VERSION, and the versions of the compiler and of its
// SQLite.
std::vector<std::string> ProofKeys(const Chain& chain, const std::vector<RevisionHashes>& hashes,
                                   const TableData& table, const std::vector<RowRisk>& risks,
                                   std::string_view compiler_version);

// The keys in a file beside the output, one a line. Losing the file costs only time; a line that is no key is
// never looked for, so nothing in the file can do harm but claim a proof.
std::set<std::string, std::less<>> ReadProofs(std::string_view text);
std::string WriteProofs(const std::vector<std::string>& keys);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_PROOFS_H_
