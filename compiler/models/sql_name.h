// Names and strings as they stand in SQL.
#ifndef INSTAR_COMPILER_MODELS_SQL_NAME_H_
#define INSTAR_COMPILER_MODELS_SQL_NAME_H_

#include <string>
#include <string_view>

#include "compiler/schema/objects.h"

namespace instar::compiler {

// In double quotes where it must be.
std::string SqlName(std::string_view name);
// As it was written.
std::string SqlName(const Identifier& name);
// In single quotes.
std::string SqlString(std::string_view text);

// "OrderState" -> "order_state", "HTTPServer" -> "http_server".
std::string SnakeCase(std::string_view name);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_SQL_NAME_H_
