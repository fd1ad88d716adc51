// How messages show what the user wrote.
#ifndef INSTAR_COMPILER_SYNTAX_SHOWN_H_
#define INSTAR_COMPILER_SYNTAX_SHOWN_H_

#include <string>
#include <string_view>

namespace instar::compiler {

// The beginning of the text's first line.
std::string Shortened(std::string_view text);

// The same in 'quotes'.
std::string Shown(std::string_view text);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_SHOWN_H_
