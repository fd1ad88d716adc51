// What instar-models was asked to do.
#ifndef INSTAR_TOOLS_INSTAR_MODELS_OPTIONS_H_
#define INSTAR_TOOLS_INSTAR_MODELS_OPTIONS_H_

#include <string>
#include <vector>

namespace instar::models {

inline constexpr int kExitDone = 0;
inline constexpr int kExitErrors = 1;
inline constexpr int kExitUsage = 2;

struct Options {
  std::vector<std::string> headers;
  std::vector<std::string>
      precompiled;      // headers that the program's compiler includes first: <vector>, a path
  std::string output;   // empty: the standard output
  std::string depfile;  // empty: none
  // A folder with what is made from the output. The headers may include it, but do not depend on it.
  std::string generated;
  std::string color = "auto";
  std::vector<std::string> include_folders;   // where the program's compiler looks by itself
  std::vector<std::string> features;          // cxx_std_20
  std::vector<std::string> compiler_options;  // behind --
};

struct CommandLine {
  Options options;
  // Otherwise all is said, and this is the exit code.
  bool proceed = false;
  int exit_code = kExitDone;
};

CommandLine ParseCommandLine(int argc, const char* const* argv);

}  // namespace instar::models

#endif  // INSTAR_TOOLS_INSTAR_MODELS_OPTIONS_H_
