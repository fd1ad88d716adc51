// Where the formatter puts spaces between the tokens of a statement.
#ifndef INSTAR_COMPILER_SYNTAX_FORMAT_SPACING_H_
#define INSTAR_COMPILER_SYNTAX_FORMAT_SPACING_H_

#include <string_view>
#include <vector>

namespace instar::compiler {

// Whether a space stands before tokens[i] when it follows tokens[i - 1] on its line; i > 0.
bool SpaceBefore(const std::vector<std::string_view>& tokens, std::size_t i);

// Compares a token as SQL does; `lower` is in lower case.
bool IsWord(std::string_view token, std::string_view lower);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_FORMAT_SPACING_H_
