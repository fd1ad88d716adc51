// A history as a table in memory, for tools that work with one: no C++ is written, nothing is replayed.
#ifndef INSTAR_COMPILER_DRIVER_HISTORY_TABLE_H_
#define INSTAR_COMPILER_DRIVER_HISTORY_TABLE_H_

#include <optional>

#include "compiler/chain/chain.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/driver/compile.h"
#include "compiler/table/table_data.h"

namespace instar::compiler {

// How much the table is to hold. Each includes those before it, and costs more.
enum class TableDetail {
  // Ids, texts, links, labels; hashes are zero.
  kGraph,
  kHashes,
  // What each revision does, checked against the schema. What only a replay can decide is taken as good.
  kSteps,
};

struct HistoryTable {
  Chain chain;
  TableData data;
};

// Nothing when the history has errors; with options.chain.despite_errors, and up to kHashes, what of it
// holds.
std::optional<HistoryTable> BuildHistoryTable(const CompileOptions& options, const Parsed& parsed,
                                              TableDetail detail, Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_DRIVER_HISTORY_TABLE_H_
