// Which short forms of a rebuild are safe, and what the rows must fulfil for it to succeed.
#ifndef INSTAR_COMPILER_LOWERING_SQLITE_REBUILD_FORMS_H_
#define INSTAR_COMPILER_LOWERING_SQLITE_REBUILD_FORMS_H_

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "compiler/lowering/sqlite/rebuild.h"

namespace instar::compiler::sqlite {

// Columns whose values are copied as they are.
using PlainColumns = std::set<ObjectId>;

struct RebuildForms {
  std::uint32_t flags = 0;                                  // kRebuild... of runtime/applying/rebuild.h
  std::vector<std::pair<std::string, std::string>> checks;  // a query, and what it shows when it has no row
  // kRebuildDefaultEdit: where defaults change.
  std::string probe_definition;
  std::string probe;
};

RebuildForms FormsOf(const TableRebuild& rebuild, const PlainColumns& plain);

}  // namespace instar::compiler::sqlite

#endif  // INSTAR_COMPILER_LOWERING_SQLITE_REBUILD_FORMS_H_
