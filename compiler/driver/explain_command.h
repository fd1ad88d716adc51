// instarc --explain [NAME]
#ifndef INSTAR_COMPILER_DRIVER_EXPLAIN_COMMAND_H_
#define INSTAR_COMPILER_DRIVER_EXPLAIN_COMMAND_H_

#include <string>

namespace instar::compiler {

struct Explanation {
  std::string text;   // for stdout
  std::string error;  // or what is wrong with the name
};

// The page of one diagnostic; of an empty name or `list`, all names with a line each.
Explanation ExplainName(const std::string& name);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_DRIVER_EXPLAIN_COMMAND_H_
