// What may not stand in a revision without a transaction.
#ifndef INSTAR_COMPILER_LOWERING_TRANSACTION_NEEDED_H_
#define INSTAR_COMPILER_LOWERING_TRANSACTION_NEEDED_H_

#include "compiler/chain/chain.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/lowering/steps.h"

namespace instar::compiler {

// A rebuild that is interrupted half-way loses rows, and a C++ step may do anything: both need a transaction.
// Says nothing of a revision that has one.
void CheckTransactionNeeded(const Revision& revision, const LoweredRevision& lowered,
                            Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_LOWERING_TRANSACTION_NEEDED_H_
