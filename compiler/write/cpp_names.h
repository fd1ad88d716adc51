// The database's names as C++ names.
#ifndef INSTAR_COMPILER_WRITE_CPP_NAMES_H_
#define INSTAR_COMPILER_WRITE_CPP_NAMES_H_

#include <string>
#include <string_view>
#include <vector>

namespace instar::compiler {

// One for each of `names`, all different and none of them `taken` (empty: nothing is). A name that C++ can
// have is itself. In any other each run of characters that are not ASCII letters, digits or '_' is one '_';
// before a digit in front and behind a word of C++ stands a '_'; and when that name is in use, "_2" follows,
// or the next number that is free, in the order given.
std::vector<std::string> CppNames(const std::vector<std::string_view>& names, std::string_view taken);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_WRITE_CPP_NAMES_H_
