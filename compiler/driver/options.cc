#include "compiler/driver/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "compiler/driver/explain_command.h"
#include "compiler/replay/sqlite_version.h"

namespace instar::compiler {
namespace {

// Says which path would be written twice, or written though it is read; empty when none.
std::string OverwrittenPath(const CompileOptions& compile) {
  const auto normal = [](const std::string& path) {
    return std::filesystem::path(path).lexically_normal().string();
  };
  std::set<std::string> taken;
  for (const std::string& input : compile.inputs) taken.insert(normal(input));
  if (!compile.files_from.empty()) taken.insert(normal(compile.files_from));
  if (!compile.models.empty()) taken.insert(normal(compile.models));
  for (const std::string& output :
       {compile.header, compile.source, compile.schema_header, compile.depfile, compile.stamp}) {
    if (output.empty()) continue;
    const bool is_migration = std::filesystem::path(output).extension() == ".migration";
    if (is_migration || !taken.insert(normal(output)).second) return output;
  }
  return "";
}

// Says what is wrong with a set of options that are each well formed; empty when nothing is.
std::string Contradiction(const Options& options, const std::string& sqlite_version) {
  const CompileOptions& compile = options.compile;
  if (compile.inputs.empty() && compile.files_from.empty()) {
    return "no input: name .migration files or a folder of them";
  }
  const bool writes_cpp =
      !compile.header.empty() || !compile.source.empty() || !compile.schema_header.empty();
  const bool writes = writes_cpp || !compile.depfile.empty() || !compile.stamp.empty();
  const bool prints = options.dump_ast || options.print_schema.has_value() || options.print_sql;
  if (!options.check && !prints && !writes) {
    return "nothing to write: give --header and --source, or --check";
  }
  if (compile.header.empty() != compile.source.empty()) return "--header and --source belong together";
  if (!compile.depfile.empty() && compile.stamp.empty()) return "--depfile needs --stamp, its target";
  if (writes_cpp && compile.names.target.empty()) {
    return "--header, --source and --schema-header need --name";
  }
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
  const std::string overwritten = OverwrittenPath(compile);
  if (!overwritten.empty()) {
    return "writing '" + overwritten + "' would overwrite an input or another output";
  }
  return "";
}

// CLI11's own check puts its whole list into the help, behind the name of the value.
CLI::Validator OneOf(std::vector<std::string> words) {
  const auto problem = [words = std::move(words)](std::string& word) {
    if (std::find(words.begin(), words.end(), word) != words.end()) return std::string();
    return "'" + word + "' is not one of: " + CLI::detail::join(words, ", ");
  };
  return CLI::Validator(problem, "");
}

CommandLine WrongUsage(const std::string& problem) {
  std::fprintf(stderr, "instarc: %s\nRun instarc --help for more information.\n", problem.c_str());
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
  app.add_option("input", compile.inputs, "Files, or folders of *.migration files")->type_name("PATH");
  app.add_option("--files-from", compile.files_from, "A file that lists more inputs, one a line")
      ->type_name("FILE");
  app.add_option("--lock", compile.lock,
                 "What has been released (default: migrations.lock in an input folder, if there is one)")
      ->type_name("FILE");
  app.add_option("--models", compile.models,
                 "What instar-models has read from the program's structs: the schema at head must be like it")
      ->type_name("FILE");
  app.add_flag("--check", options.check, "Do everything but write");
  app.add_flag("--dump-ast", options.dump_ast, "Print the syntax trees and stop");
  std::string print_schema;
  CLI::Option* prints_schema =
      app.add_flag("--print-schema", print_schema,
                   "Print the schema at head, or at a revision (--print-schema=ID), and stop");
  app.add_flag("--json", options.json, "Print the schema as JSON");
  std::string print_sql;
  CLI::Option* prints_sql =
      app.add_flag("--print-sql", print_sql, "Print the statements of every revision, both ways, and stop");
  app.add_option("--name", compile.names.target, "The CMake target that the C++ is for")->type_name("NAME");
  app.add_option("--namespace", compile.names.name_space, "Where migrations() lives (default: the name)")
      ->type_name("NAMESPACE");
  app.add_option("--dialect", dialects, "Databases to compile for (default and only choice so far: sqlite)")
      ->check(OneOf({"sqlite"}))
      ->type_name("DIALECT");
  app.add_flag("--allow-multiple-heads", compile.chain.allow_multiple_heads, "Several heads are no error");
  app.add_flag("--allow-multiple-bases", compile.chain.allow_multiple_bases, "Several bases are no error");
  app.add_option("--sqlite-min-version", sqlite_version,
                 "The oldest SQLite the program will meet (default: 3.37)")
      ->type_name("VERSION");
  app.add_flag_callback(
      "--no-replay", [&compile] { compile.replay = false; }, "Do not run the history on SQLite in memory");
  app.add_flag_callback(
      "--no-steps", [&compile] { compile.has_steps = false; }, "There are no C++ steps: 'call' is an error");
  app.add_option("--header", compile.header, "Write the C++ header")->type_name("FILE");
  app.add_option("--source", compile.source, "Write the C++ source")->type_name("FILE");
  app.add_option("--schema-header", compile.schema_header,
                 "Write the tables and columns at head as C++ constants")
      ->type_name("FILE");
  app.add_option(
         "--depfile", compile.depfile,
         "Write what was read, for the build system, but for names with characters that Ninja cannot read")
      ->type_name("FILE");
  app.add_option("--stamp", compile.stamp, "Touch this file after success")->type_name("FILE");
  std::string color = "auto";
  app.add_option("--color", color, "auto, always or never (default: auto)")
      ->check(OneOf({"auto", "always", "never"}))
      ->type_name("WHEN");
  const std::map<std::string, DiagnosticsFormat> formats = {{"text", DiagnosticsFormat::kText},
                                                            {"json", DiagnosticsFormat::kJson},
                                                            {"sarif", DiagnosticsFormat::kSarif},
                                                            {"msvc", DiagnosticsFormat::kMsvc}};
  std::string format = "text";
  app.add_option("--diagnostics-format", format, "text, json, sarif or msvc (default: text)")
      ->check(OneOf({"text", "json", "sarif", "msvc"}))
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
  } catch (const CLI::Success& help_or_version) {
    app.exit(help_or_version, std::cout, std::cerr);
    return result;
  } catch (const CLI::ParseError& error) {
    return WrongUsage(error.what());
  }
  // CLI11 gives a flag without a value the text "true".
  if (prints_schema->count() > 0) options.print_schema = print_schema == "true" ? "head" : print_schema;
  options.print_sql = prints_sql->count() > 0;
  if (options.print_sql && print_sql != "true" && print_sql != "sqlite") {
    return WrongUsage("--print-sql knows sqlite, not '" + print_sql + "'");
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
  if (color != "auto") options.color = color == "always" ? ColorMode::kAlways : ColorMode::kNever;
  options.diagnostics_format = formats.at(format);
  compile.sqlite_min_version = ParseSqliteVersion(sqlite_version).value_or(0);
  if (compile.names.name_space.empty()) compile.names.name_space = compile.names.identifier();
  const std::string contradiction = Contradiction(options, sqlite_version);
  if (!contradiction.empty()) return WrongUsage(contradiction);
  result.proceed = true;
  return result;
}

}  // namespace instar::compiler
