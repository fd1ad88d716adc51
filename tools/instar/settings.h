// Where the migrations are and how they are compiled, from the command line, the environment, and files.
#ifndef INSTAR_TOOLS_INSTAR_SETTINGS_H_
#define INSTAR_TOOLS_INSTAR_SETTINGS_H_

#include <functional>
#include <string>
#include <vector>

#include "compiler/diagnostics/warning_options.h"
#include "compiler/driver/options.h"
#include "compiler/source/file_system.h"
#include "instar/status.h"
#include "runtime/command_line/arguments.h"

namespace instar::tool {

// A value, and the place that gave it.
struct Setting {
  std::string value;
  std::string
      source;  // "--migrations", "INSTAR_BUILD", "build/compile_migrations.json"; empty: nobody gave it
};

struct Settings {
  Setting migrations;  // a folder; empty when the build names single files
  Setting build;       // the build folder
  Setting target;      // of add_migrations()
  compiler::CompileOptions compile;
  compiler::WarningOptions warnings;
};

using Getenv = std::function<std::string(const char*)>;

// The options of every verb that this reads.
std::vector<command_line::Option> SettingOptions();

// In this order: the command line, the environment, what lies in the current folder.
Status FindSettings(const command_line::Arguments& arguments, const Getenv& environment,
                    const compiler::FileSystem& files, Settings* settings);

}  // namespace instar::tool

#endif  // INSTAR_TOOLS_INSTAR_SETTINGS_H_
