// What instarc was asked to do.
#ifndef INSTAR_COMPILER_DRIVER_OPTIONS_H_
#define INSTAR_COMPILER_DRIVER_OPTIONS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/diagnostics/warning_options.h"
#include "compiler/syntax/syntax_tree.h"
#include "compiler/write/names.h"

namespace instar::compiler {

enum class ColorMode { kAuto, kAlways, kNever };

enum class DiagnosticsFormat { kText, kJson, kSarif, kMsvc };

struct CompileOptions {
  std::vector<std::string> inputs;  // files and folders
  std::string files_from;           // a file that lists more of them, one a line
  // What has been released; empty: `migrations.lock` in an input folder, if there is one.
  std::string lock;
  // The program's structs, as instar-models has read them; empty: nothing is compared.
  std::string models;
  ChainOptions chain;
  std::uint32_t sqlite_min_version = 3037000;
  bool replay = true;
  bool has_steps = true;                // C++ that `call` may name
  ParseDepth depth = ParseDepth::kSql;  // nothing can be compiled from less

  // Empty: not written.
  OutputNames names;
  std::string header;
  std::string source;
  std::string schema_header;
  std::string depfile;
  std::string stamp;
};

struct Options {
  CompileOptions compile;
  bool check = false;     // write nothing
  bool dump_ast = false;  // print the trees, do nothing else
  // Print the schema at this revision and do nothing else; "head" is the only head.
  std::optional<std::string> print_schema;
  bool json = false;       // the schema as JSON
  bool print_sql = false;  // print SQLite's statements, do nothing else
  ColorMode color = ColorMode::kAuto;
  DiagnosticsFormat diagnostics_format = DiagnosticsFormat::kText;
  std::string sarif_file;  // empty: not written
  WarningOptions warnings;
};

// Exit codes of instarc.
inline constexpr int kExitDone = 0;
inline constexpr int kExitErrors = 1;
inline constexpr int kExitUsage = 2;

// Either options to go on with, or the code to exit with at once (help, explanations and usage errors are
// printed already).
struct CommandLine {
  Options options;
  bool proceed = false;
  int exit_code = kExitDone;
};

CommandLine ParseCommandLine(int argc, const char* const* argv);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_DRIVER_OPTIONS_H_
