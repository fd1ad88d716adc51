// Awkward rows: what production databases hold and empty test databases do not.
#ifndef INSTAR_COMPILER_REPLAY_SEEDS_H_
#define INSTAR_COMPILER_REPLAY_SEEDS_H_

#include <vector>

#include "compiler/replay/scratch_database.h"
#include "compiler/schema/catalog.h"

namespace instar::compiler {

enum class SeedKind {
  kAwkward,  // NULL wherever allowed, the same values twice wherever not unique, text that looks like a
             // number
  kTame,     // none of these: rows that keep any promise a later revision may make
};

// Of each table's rows, which are numbered.
struct SeedRows {
  int begin = 0;
  int end = 8;
};

// Fills each table with those of 8 rows that it accepts: parents before children, and for every foreign key a
// row that refers to a parent. Returns the tables for which no row could be made (a CHECK that no guess
// satisfies). The same on every machine and run.
std::vector<TablePointer> Seed(ScratchDatabase& database, const std::vector<TablePointer>& tables,
                               const Catalog& catalog, SeedKind kind, SeedRows rows = {});

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_SEEDS_H_
