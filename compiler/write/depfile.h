// What the build system must watch.
#ifndef INSTAR_COMPILER_WRITE_DEPFILE_H_
#define INSTAR_COMPILER_WRITE_DEPFILE_H_

#include <string>
#include <vector>

namespace instar::compiler {

// In the form of make, which Ninja reads too: "target: input input ...". Spaces, '#' and '$' are escaped.
// Ninja has no way to write some other characters, such as '&', and would take what it understood of such a
// name for a file that is always missing: these inputs are left out, and the build system must know them by
// itself.
std::string WriteDepfile(const std::string& target, const std::vector<std::string>& inputs);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_WRITE_DEPFILE_H_
