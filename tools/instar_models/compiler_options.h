// From the options of the program's compiler to those that Clang needs to see the same types.
#ifndef INSTAR_TOOLS_INSTAR_MODELS_COMPILER_OPTIONS_H_
#define INSTAR_TOOLS_INSTAR_MODELS_COMPILER_OPTIONS_H_

#include <string>
#include <vector>

namespace instar::models {

// Those of the options that change what a header means: include folders, macros, the standard, the target.
// All others are left out, known or not; so is a standard that this Clang does not know. Options that CMake
// writes as "SHELL:-a b" are taken apart.
std::vector<std::string> UsableOptions(const std::vector<std::string>& options);

// Sees to it that the standard is as new as CMake's features ask for: cxx_std_20. The last -std= counts;
// without one the standard is C++17.
void RaiseStandard(const std::vector<std::string>& features, std::vector<std::string>* options);

// The folders of the program's compiler in their order, with Clang's own headers in the place of that
// compiler's, as options of Clang's driver. No folders: Clang looks by itself.
std::vector<std::string> SystemIncludeOptions(const std::vector<std::string>& folders,
                                              const std::string& clang_headers);

}  // namespace instar::models

#endif  // INSTAR_TOOLS_INSTAR_MODELS_COMPILER_OPTIONS_H_
