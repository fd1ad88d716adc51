#include "compiler/driver/options.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <map>
#include <optional>

#include "compiler/driver/explain_command.h"
#include "compiler/replay/sqlite_version.h"

namespace instar::compiler {
namespace {

// Says what is wrong with a set of options that are each well formed; empty when nothing is.
std::string Contradiction(const Options& options, const std::string& sqlite_version) {
  const CompileOptions& compile = options.compile;
  if (compile.inputs.empty() && compile.files_from.empty()) {
    return "no input: name .migration files or a folder of them";
  }
  const bool writes = !compile.header.empty() || !compile.source.empty() || !compile.depfile.empty() ||
                      !compile.stamp.empty();
  if (!options.check && !options.dump_ast && !writes) {
    return "nothing to write: give --header and --source, or --check";
  }
  if (compile.header.empty() != compile.source.empty()) return "--header and --source belong together";
  if (!compile.depfile.empty() && compile.stamp.empty()) return "--depfile needs --stamp, its target";
  if (!compile.header.empty() && compile.names.target.empty()) return "--header and --source need --name";
  if (!compile.names.name_space.empty() && !IsNamespace(compile.names.name_space)) {
    return "--namespace '" + compile.names.name_space +
           "' is no C++ namespace: write a name, or names joined by ::";
  }
  if (compile.sqlite_min_version == 0) {
    return "--sqlite-min-version '" + sqlite_version +
           "' is no version of SQLite 3: write it as 3.37 or 3.37.2";
  }
  if (compile.replay && compile.sqlite_min_version > OwnSqliteVersion()) {
    return "--sqlite-min-version " + sqlite_version + " is newer than the SQLite " +
           SqliteVersionText(OwnSqliteVersion()) +
           " that this compiler replays with: lower it, or give --no-replay";
  }
  return "";
}

CommandLine WrongUsage(const std::string& problem) {
  std::fprintf(stderr, "instarc: %s\nRun with --help for more information.\n", problem.c_str());
  CommandLine result;
  result.exit_code = kExitUsage;
  return result;
}

}  // namespace

CommandLine ParseCommandLine(int argc, const char* const* argv) {
  CommandLine result;
  Options& options = result.options;
  CompileOptions& compile = options.compile;
  std::vector<std::string> dialects;
  std::string sqlite_version = "3.37";
  std::vector<std::string> warnings;
  std::string explained;

  CLI::App app("Proves a history of .migration files sound and turns it into C++.", "instarc");
  app.set_version_flag("--version", "instarc " INSTAR_VERSION);
  app.add_option("input", compile.inputs, "Files, or folders of *.migration files");
  app.add_option("--files-from", compile.files_from, "A file that lists more inputs, one a line")
      ->type_name("FILE");
  app.add_flag("--check", options.check, "Do everything but write");
  app.add_flag("--dump-ast", options.dump_ast, "Print the syntax trees and stop");
  app.add_option("--name", compile.names.target, "The CMake target that the C++ is for")->type_name("NAME");
  app.add_option("--namespace", compile.names.name_space, "Where migrations() lives (default: the name)")
      ->type_name("NAMESPACE");
  app.add_option("--dialect", dialects, "Databases to compile for (default: sqlite)")
      ->check(CLI::IsMember({"sqlite"}).description("sqlite"));
  app.add_flag("--allow-multiple-heads", compile.chain.allow_multiple_heads, "Several heads are no error");
  app.add_flag("--allow-multiple-bases", compile.chain.allow_multiple_bases, "Several bases are no error");
  app.add_option("--sqlite-min-version", sqlite_version,
                 "The oldest SQLite the program will meet (default: 3.37)")
      ->type_name("VERSION");
  app.add_flag("!--no-replay", compile.replay, "Do not run the history on SQLite in memory");
  app.add_option("--header", compile.header, "Write the C++ header")->type_name("FILE");
  app.add_option("--source", compile.source, "Write the C++ source")->type_name("FILE");
  app.add_option("--depfile", compile.depfile, "Write what was read, for the build system")
      ->type_name("FILE");
  app.add_option("--stamp", compile.stamp, "Touch this file after success")->type_name("FILE");
  const std::map<std::string, ColorMode> colors = {
      {"auto", ColorMode::kAuto}, {"always", ColorMode::kAlways}, {"never", ColorMode::kNever}};
  app.add_option("--color", options.color, "auto, always or never (default: auto)")
      ->transform(CLI::CheckedTransformer(colors).description(""))
      ->type_name("WHEN");
  const std::map<std::string, DiagnosticsFormat> formats = {{"text", DiagnosticsFormat::kText},
                                                            {"json", DiagnosticsFormat::kJson},
                                                            {"sarif", DiagnosticsFormat::kSarif},
                                                            {"msvc", DiagnosticsFormat::kMsvc}};
  app.add_option("--diagnostics-format", options.diagnostics_format,
                 "text, json, sarif or msvc (default: text)")
      ->transform(CLI::CheckedTransformer(formats).description(""))
      ->type_name("FORMAT");
  app.add_option("--sarif-file", options.sarif_file, "Write the diagnostics as SARIF as well")
      ->type_name("FILE");
  // One value each: what follows is the next input.
  app.add_option("-W", warnings, "As in -Wall -Wextra -WNAME -Wno-NAME -Werror[=NAME] -Wno-error=NAME")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false)
      ->type_name("WARNING");
  CLI::Option* explain =
      app.add_option("--explain", explained, "Print the page of one diagnostic, or the list of all, and stop")
          ->expected(0, 1)
          ->type_name("NAME");
  app.footer("Exit codes: 0 done, 1 the history has errors or could not be read or written, 2 wrong usage.");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    result.exit_code = app.exit(error, std::cout, std::cerr) == 0 ? kExitDone : kExitUsage;
    return result;
  }
  if (explain->count() > 0) {
    const Explanation explanation = ExplainName(explained);
    if (!explanation.error.empty()) return WrongUsage(explanation.error);
    std::fwrite(explanation.text.data(), 1, explanation.text.size(), stdout);
    return result;
  }
  for (const std::string& warning : warnings) {
    const std::optional<std::string> problem = options.warnings.Add(warning);
    if (problem) return WrongUsage("-W" + warning + ": " + *problem);
  }
  compile.sqlite_min_version = ParseSqliteVersion(sqlite_version).value_or(0);
  if (compile.names.name_space.empty()) compile.names.name_space = compile.names.identifier();
  const std::string contradiction = Contradiction(options, sqlite_version);
  if (!contradiction.empty()) return WrongUsage(contradiction);
  result.proceed = true;
  return result;
}

}  // namespace instar::compiler
