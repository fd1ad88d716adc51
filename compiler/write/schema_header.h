// The schema at head as C++ constants.
#ifndef INSTAR_COMPILER_WRITE_SCHEMA_HEADER_H_
#define INSTAR_COMPILER_WRITE_SCHEMA_HEADER_H_

#include <string>

#include "compiler/schema/catalog.h"
#include "compiler/write/names.h"

namespace instar::compiler {

// A C++17 header of NAMESPACE::schema::TABLE::COLUMN, each a `constexpr char[]` that holds the name as SQL
// takes it, and NAMESPACE::schema::TABLE::table for the table's own; views with the columns that they list. A
// function of the schema and the names alone.
std::string WriteSchemaHeader(const Catalog& schema, const OutputNames& names);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_WRITE_SCHEMA_HEADER_H_
