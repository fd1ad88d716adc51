// compile_migrations.json, which add_migrations() leaves in the build folder.
#ifndef INSTAR_TOOLS_INSTAR_BUILD_DESCRIPTION_H_
#define INSTAR_TOOLS_INSTAR_BUILD_DESCRIPTION_H_

#include <string>
#include <string_view>
#include <vector>

#include "instar/status.h"

namespace instar::tool {

inline constexpr char kBuildDescription[] = "compile_migrations.json";

// What brings models.json up to date.
struct ModelsCommand {
  std::string directory;  // where it runs
  std::vector<std::string> command;
};

// One add_migrations(). Paths are absolute.
struct BuildTarget {
  std::string name;
  std::string directory;  // empty: `files` are named one by one
  std::vector<std::string> files;
  std::vector<std::string> options;  // of instarc
  ModelsCommand models;              // empty: it has no MODELS
};

Status ReadBuildDescription(const std::string& path, std::string_view text,
                            std::vector<BuildTarget>* targets);

}  // namespace instar::tool

#endif  // INSTAR_TOOLS_INSTAR_BUILD_DESCRIPTION_H_
