#include "tools/instar_models/options.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <iostream>

namespace instar::models {
namespace {

CommandLine WrongUsage(const std::string& problem) {
  std::fprintf(stderr, "instar-models: %s\nRun instar-models --help for more information.\n",
               problem.c_str());
  CommandLine result;
  result.exit_code = kExitUsage;
  return result;
}

// Puts the lines of a file in the place of @file. False when one cannot be read.
bool ExpandFiles(int argc, const char* const* argv, std::vector<std::string>* arguments,
                 std::string* unreadable) {
  for (int at = 1; at < argc; ++at) {
    const std::string argument = argv[at];
    if (argument.size() < 2 || argument[0] != '@') {
      arguments->push_back(argument);
      continue;
    }
    std::ifstream file(argument.substr(1));
    if (!file) {
      *unreadable = argument.substr(1);
      return false;
    }
    for (std::string line; std::getline(file, line);) {
      if (!line.empty()) arguments->push_back(line);
    }
  }
  return true;
}

}  // namespace

CommandLine ParseCommandLine(int argc, const char* const* argv) {
  CommandLine result;
  Options& options = result.options;
  std::vector<std::string> arguments;
  std::string unreadable;
  if (!ExpandFiles(argc, argv, &arguments, &unreadable)) {
    return WrongUsage("cannot read '" + unreadable + "'");
  }
  const auto separator = std::find(arguments.begin(), arguments.end(), "--");
  if (separator != arguments.end()) {
    options.compiler_options.assign(separator + 1, arguments.end());
    arguments.erase(separator, arguments.end());
  }

  CLI::App app("Reads the tables that C++ headers declare with <instar/model.h>, for instarc --models.",
               "instar-models");
  app.set_version_flag("--version", "instar-models " INSTAR_VERSION);
  app.add_option("header", options.headers, "The headers")->type_name("HEADER");
  app.add_option("--output", options.output, "Write models.json here (default: the standard output)")
      ->type_name("FILE");
  app.add_option("--depfile", options.depfile, "Write what was read, for the build system")
      ->type_name("FILE");
  app.add_option("--generated", options.generated,
                 "A folder with what is made of the output, which is never written into the depfile")
      ->type_name("FOLDER");
  // One value each: what follows is a header.
  const auto add_list = [&app](const std::string& name, std::vector<std::string>* values,
                               const std::string& type, const std::string& help) {
    app.add_option(name, *values, help)
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->allow_extra_args(false)
        ->type_name(type);
  };
  add_list("--implicit-include", &options.include_folders, "FOLDER",
           "Where the program's compiler looks by itself, in its order (default: what Clang finds)");
  add_list("--feature", &options.features, "NAME",
           "As CMake's COMPILE_FEATURES: cxx_std_20 is -std=c++20 at least");
  add_list("--precompiled", &options.precompiled, "HEADER",
           "Include this first, as the program's compiler does: <vector>, or a path");
  app.add_option("--color", options.color, "auto, always or never (default: auto)")
      ->check(CLI::IsMember({"auto", "always", "never"}).description(""))
      ->type_name("WHEN");
  app.footer(
      "Each line of @FILE is an argument. Behind -- stand options of the program's compiler; used are those\n"
      "that change what a header means.\n"
      "Exit codes: 0 done, 1 a table has errors or a file could not be read or written, 2 wrong usage.");
  try {
    // CLI11 takes the last one first.
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::Success& help_or_version) {
    app.exit(help_or_version, std::cout, std::cerr);
    return result;
  } catch (const CLI::ParseError& error) {
    return WrongUsage(error.what());
  }
  if (options.headers.empty()) return WrongUsage("no headers");
  if (!options.depfile.empty() && options.output.empty())
    return WrongUsage("--depfile needs --output, its target");
  result.proceed = true;
  return result;
}

}  // namespace instar::models
