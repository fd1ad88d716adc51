// instar.toml: what a project says once and for all. Everything in it is optional.
//
//   migrations = "migrations"      # the folder of .migration files
//   build = "build"                # or the build folder, whose compile_migrations.json tells
//   target = "shop_migrations"     # which add_migrations() of that build
//   database = "sqlite:shop.db"    # where neither --database nor DATABASE_URL names one
//   options = ["-Wall"]            # of instarc, with `migrations`
//   file_name = "{year}{month}{day}_{hour}{minute}-{rev}_{slug}.migration"
//   template = "migration.template"
//   slug_length = 40
//   timezone = "local"             # or "utc": of the date in new files
//
// Paths are relative to the file's own folder.
#ifndef INSTAR_TOOLS_INSTAR_PROJECT_FILE_H_
#define INSTAR_TOOLS_INSTAR_PROJECT_FILE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "instar/status.h"

namespace instar::tool {

inline constexpr char kProjectFile[] = "instar.toml";

struct ProjectFile {
  std::optional<std::string> migrations;
  std::optional<std::string> build;
  std::optional<std::string> target;
  std::optional<std::string> database;
  std::vector<std::string> options;
  std::optional<std::string> file_name;
  std::optional<std::string> migration_template;
  std::optional<std::int64_t> slug_length;
  std::optional<std::string> timezone;
};

// `path` is for messages, which say the line. Unknown keys and values of another kind are errors.
Status ParseProjectFile(const std::string& path, std::string_view text, ProjectFile* project);

}  // namespace instar::tool

#endif  // INSTAR_TOOLS_INSTAR_PROJECT_FILE_H_
