// instar-models: reads the tables that C++ structs declare.
#include <llvm/Support/Error.h>
#include <llvm/Support/raw_ostream.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "compiler/write/depfile.h"
#include "tools/instar_models/compiler_options.h"
#include "tools/instar_models/options.h"
#include "tools/instar_models/read_headers.h"

namespace instar::models {
namespace {

bool IsSet(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

bool UseColor(const std::string& when) {
  if (when != "auto") return when == "always";
  if (IsSet("NO_COLOR")) return false;
  return IsSet("CLICOLOR_FORCE") || isatty(STDERR_FILENO) != 0;
}

HeadersToRead Wanted(const Options& options) {
  HeadersToRead wanted;
  wanted.headers = options.headers;
  wanted.precompiled = options.precompiled;
  wanted.color = UseColor(options.color);
  wanted.options = SystemIncludeOptions(options.include_folders, kClangHeaderFolder);
  const std::vector<std::string> given = UsableOptions(options.compiler_options);
  wanted.options.insert(wanted.options.end(), given.begin(), given.end());
  RaiseStandard(options.features, &wanted.options);
  return wanted;
}

// In one step, so that nobody ever sees half of it.
bool Write(const std::string& path, const std::string& text) {
  llvm::Error error = llvm::writeToOutput(path, [&text](llvm::raw_ostream& stream) {
    stream << text;
    return llvm::Error::success();
  });
  if (!error) return true;
  const std::string reason = llvm::toString(std::move(error));
  std::fprintf(stderr, "instar-models: cannot write '%s': %s\n", path.c_str(), reason.c_str());
  return false;
}

// Without what is made from the output: it would depend on itself.
std::vector<std::string> DependenciesOf(const HeadersRead& read, const Options& options) {
  const std::string folder = options.generated + "/";
  const auto is_generated = [&](const std::string& file) {
    return !options.generated.empty() &&
           std::filesystem::path(file).lexically_normal().string().compare(0, folder.size(), folder) == 0;
  };
  std::vector<std::string> files = read.files;
  files.erase(std::remove_if(files.begin(), files.end(), is_generated), files.end());
  return files;
}

int Run(const Options& options) {
  const HeadersRead read = ReadHeaders(Wanted(options));
  if (!read.ok) return kExitErrors;
  const std::string json = WriteModels(read.models);
  if (options.output.empty()) {
    const bool written = std::fwrite(json.data(), 1, json.size(), stdout) == json.size();
    return std::fflush(stdout) == 0 && written ? kExitDone : kExitErrors;
  }
  if (!options.depfile.empty() &&
      !Write(options.depfile, compiler::WriteDepfile(options.output, DependenciesOf(read, options)))) {
    return kExitErrors;
  }
  return Write(options.output, json) ? kExitDone : kExitErrors;
}

}  // namespace
}  // namespace instar::models

int main(int argc, char** argv) {
  const auto command_line = instar::models::ParseCommandLine(argc, argv);
  if (!command_line.proceed) return command_line.exit_code;
  const int exit_code = instar::models::Run(command_line.options);
  // Without taking apart what Clang filled the memory with.
  std::fflush(nullptr);
  std::_Exit(exit_code);
}
