// The parts of one CREATE TABLE.
#ifndef INSTAR_RUNTIME_APPLYING_TABLE_PARTS_H_
#define INSTAR_RUNTIME_APPLYING_TABLE_PARTS_H_

#include <string_view>

#include "runtime/applying/schema_parts.h"
#include "runtime/applying/sql_tokens.h"

namespace instar {

// `tokens` stand behind the name. A constraint of one column is the same part whether it stands with the
// column or at the end of the table.
void AddTableParts(std::string_view table, SqlTokens tokens, SchemaParts* parts);

// Puts it under its key.
void AddPart(SchemaPart part, SchemaParts* parts);

}  // namespace instar

#endif  // INSTAR_RUNTIME_APPLYING_TABLE_PARTS_H_
