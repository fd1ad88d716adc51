// A schema for people to read, as SQL, and for programs, as JSON.
#ifndef INSTAR_COMPILER_SCHEMA_PRINT_SCHEMA_H_
#define INSTAR_COMPILER_SCHEMA_PRINT_SCHEMA_H_

#include <string>

#include "compiler/schema/catalog.h"
#include "compiler/schema/objects.h"

namespace instar::compiler {

// The statements of the language that make the schema: enums, then tables with their indexes and what raw SQL
// made, then views, each in the order of making. Defined by the schema alone: the same however it came about.
std::string PrintSchema(const Catalog& catalog);

// "create view ...", without a `;`.
std::string PrintView(const View& view);

// {"enums": [...], "tables": [...], "views": [...]}, ending in a line's end.
std::string PrintSchemaAsJson(const Catalog& catalog);

// An expression over the table's columns, under their present names.
std::string PrintExpression(const Expression& expression, const Table& table);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_PRINT_SCHEMA_H_
