// What one revision does to a schema, as a text in the constant table: the parts that it makes, changes and
// drops. The schema of a database is what the changes of all its revisions, in the order of application,
// leave.
#ifndef INSTAR_RUNTIME_APPLYING_SCHEMA_CHANGE_H_
#define INSTAR_RUNTIME_APPLYING_SCHEMA_CHANGE_H_

#include <string>
#include <string_view>

#include "runtime/applying/schema_parts.h"

namespace instar {

// From `before` to `after`; empty when they are equal. Its length is that of what differs.
std::string EncodeSchemaChange(const SchemaParts& before, const SchemaParts& after);

// False when it is not such a text.
bool ApplySchemaChange(std::string_view text, SchemaParts* parts);

}  // namespace instar

#endif  // INSTAR_RUNTIME_APPLYING_SCHEMA_CHANGE_H_
