// As much of Python as tells what a migration of Alembic says about itself. The file is read, never run.
#ifndef INSTAR_TOOLS_IMPORT_ALEMBIC_PYTHON_MODULE_H_
#define INSTAR_TOOLS_IMPORT_ALEMBIC_PYTHON_MODULE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace instar::tools {

// `None`, a string, or a tuple, list or set of strings.
struct PythonValue {
  bool is_literal = false;           // anything else is not understood
  std::vector<std::string> strings;  // of `None` and of an empty sequence none
  std::uint32_t line = 0;            // from 1
};

struct PythonModule {
  std::string docstring;
  // What is assigned at the top level, with or without an annotation; of several the last.
  std::map<std::string, PythonValue> assignments;
};

// Linear, without recursion. Nothing when a string or a bracket does not end: then it is no Python.
std::optional<PythonModule> ReadPythonModule(std::string_view text);

}  // namespace instar::tools

#endif  // INSTAR_TOOLS_IMPORT_ALEMBIC_PYTHON_MODULE_H_
