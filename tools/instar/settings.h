// Where the migrations are, how they are compiled, and how new ones are made: from the command line, the
// environment, and files.
//
// For each setting the first place that has it counts:
//   1. the command line
//   2. the environment: INSTAR_MIGRATIONS, INSTAR_BUILD, DATABASE_URL
//   3. instar.toml, in the current folder or the nearest one above it
//   4. what lies about: compile_migrations.json in . or build, a folder `migrations`
// `instar config` shows each with its place.
#ifndef INSTAR_TOOLS_INSTAR_SETTINGS_H_
#define INSTAR_TOOLS_INSTAR_SETTINGS_H_

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "compiler/diagnostics/warning_options.h"
#include "compiler/driver/options.h"
#include "compiler/source/file_system.h"
#include "instar/status.h"
#include "runtime/command_line/arguments.h"
#include "tools/instar/build_description.h"

namespace instar::tool {

// A value, and the place that gave it.
struct Setting {
  std::string value;
  std::string source;  // "--migrations", "INSTAR_BUILD", "instar.toml"; empty: nobody gave it

  bool given() const { return !source.empty(); }
};

struct Settings {
  Setting project_file;
  Setting migrations;  // the folder; empty when a build names single files
  Setting build;
  Setting target;
  Setting database;
  Setting options;  // of instarc, joined by spaces
  Setting file_name;
  Setting migration_template;  // a path; empty: the template that is built in
  Setting slug_length;
  Setting timezone;

  Setting models;  // models.json

  // What follows from these.
  compiler::CompileOptions compile;
  compiler::WarningOptions warnings;
  ModelsCommand models_command;
};

using Getenv = std::function<std::string(const char*)>;

// The options of every verb that this reads.
std::vector<command_line::Option> SettingOptions();

// Fails where a setting is wrong in itself. That there are no migrations is not an error here.
Status FindSettings(const command_line::Arguments& arguments, const Getenv& environment,
                    const compiler::FileSystem& files, Settings* settings);

}  // namespace instar::tool

#endif  // INSTAR_TOOLS_INSTAR_SETTINGS_H_
