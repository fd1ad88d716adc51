// The structs of a program that believes in a schema: where a project begins with its migrations, or with a
// database.
#ifndef INSTAR_COMPILER_WRITE_STRUCTS_H_
#define INSTAR_COMPILER_WRITE_STRUCTS_H_

#include <string>

#include "compiler/schema/catalog.h"

namespace instar::compiler {

// A header with a struct for each table and an enumeration for each enum type that C++ can have, annotated so
// that the models that are read from it are no different from the schema. To be edited: nothing writes it
// again. `name_space` may be empty. Views are left out.
std::string WriteStructs(const Catalog& schema, const std::string& name_space);

// "order_items" -> "OrderItem": the last word in the singular, as far as that can be told.
std::string StructName(std::string_view table);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_WRITE_STRUCTS_H_
