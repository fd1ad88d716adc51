// Names and strings as they stand in SQL.
#ifndef INSTAR_COMPILER_MODELS_SQL_NAME_H_
#define INSTAR_COMPILER_MODELS_SQL_NAME_H_

#include <string>
#include <string_view>
#include <vector>

namespace instar::compiler {

// In double quotes where it must be.
std::string SqlName(std::string_view name);
// In single quotes.
std::string SqlString(std::string_view text);
// "'a', 'b'"
std::string SqlStrings(const std::vector<std::string>& texts);

// "OrderState" -> "order_state", "HTTPServer" -> "http_server".
std::string SnakeCase(std::string_view name);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_SQL_NAME_H_
