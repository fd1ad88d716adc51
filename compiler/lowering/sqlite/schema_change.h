// What a revision does to the schema, as the runtime compares it with a database.
#ifndef INSTAR_COMPILER_LOWERING_SQLITE_SCHEMA_CHANGE_H_
#define INSTAR_COMPILER_LOWERING_SQLITE_SCHEMA_CHANGE_H_

#include <string>

#include "compiler/schema/schema.h"
#include "compiler/source/source.h"

namespace instar::compiler::sqlite {

// The text of runtime/applying/schema_change.h. Both sides are taken apart by the runtime's own code, from
// the statements that would make them: what is expected cannot be read otherwise than what is found.
std::string SchemaChangeText(const SourceSet& sources, const RevisionSchema& schema);

}  // namespace instar::compiler::sqlite

#endif  // INSTAR_COMPILER_LOWERING_SQLITE_SCHEMA_CHANGE_H_
