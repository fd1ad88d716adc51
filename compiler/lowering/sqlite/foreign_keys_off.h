// What SQLite can only do while no foreign keys are enforced, besides rebuilds.
#ifndef INSTAR_COMPILER_LOWERING_SQLITE_FOREIGN_KEYS_OFF_H_
#define INSTAR_COMPILER_LOWERING_SQLITE_FOREIGN_KEYS_OFF_H_

#include "compiler/schema/operation.h"
#include "compiler/source/source.h"

namespace instar::compiler::sqlite {

// To drop a table SQLite first deletes its rows, one after the other, and asks their children: rows of its
// own that may not lose their parent, or rows of a table whose foreign key came first.
bool DropNeedsForeignKeysOff(const Operation& operation);

// SQLite refuses to write where a foreign key leads to no table, or to nothing unique: to the child and to
// such a parent, also by way of a trigger or a cascade. A C++ step may write anywhere.
bool WriteNeedsForeignKeysOff(const SourceSet& sources, const Operation& operation);

}  // namespace instar::compiler::sqlite

#endif  // INSTAR_COMPILER_LOWERING_SQLITE_FOREIGN_KEYS_OFF_H_
