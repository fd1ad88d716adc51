#include <algorithm>
#include <cstddef>
#include <string>

#include "runtime/command_line/database_url.h"
#include "runtime/command_line/output.h"
#include "tools/instar/verbs.h"

namespace instar::tool {
namespace {

using command_line::Call;
using command_line::ExitCode;
using command_line::Style;

// Of the longest name.
constexpr std::size_t kNameWidth = 11;

ExitCode Run(const Workspace& workspace, Call& call) {
  const Settings& settings = workspace.settings;
  const struct {
    const char* name;
    const Setting& setting;
  } kRows[] = {
      {"config", settings.project_file},
      {"migrations", settings.migrations},
      {"build", settings.build},
      {"target", settings.target},
      {"options", settings.options},
      {"models", settings.models},
      {"database", settings.database},
      {"file_name", settings.file_name},
      {"template", settings.migration_template},
      {"slug_length", settings.slug_length},
      {"timezone", settings.timezone},
  };
  command_line::Columns columns;
  // Where the columns do not fit beside each other, the place stands behind the value.
  const std::size_t room = call.output().screen().width;
  std::size_t longest = 0;
  for (const auto& row : kRows) {
    longest = std::max(longest, kNameWidth + row.setting.value.size() + row.setting.source.size() + 8);
  }
  const bool fits = room == 0 || longest <= room;
  for (const auto& row : kRows) {
    const std::string value = command_line::WithoutPassword(row.setting.value);
    if (call.wants_json()) {
      call.json().BeginObject(row.name);
      call.json().AddOrNull("value", value);
      call.json().AddOrNull("source", row.setting.source);
      call.json().EndObject();
    } else {
      const std::string text = value.empty() ? "-" : value;
      const std::string place = row.setting.given() ? "(" + row.setting.source + ")" : "";
      fits ? columns.Add({{row.name, Style::kStrong}, {text}, {place, Style::kDim}})
           : columns.Add({{row.name, Style::kStrong}, {text + (place.empty() ? "" : " ") + place}});
    }
  }
  columns.Print(call.output(), "", command_line::Columns::Overflow::kWrap);
  return ExitCode::kDone;
}

}  // namespace

command_line::Verb ConfigVerb(Workspace& workspace) {
  command_line::Verb verb;
  verb.name = "config";
  verb.group = kFilesGroup;
  verb.summary = "show every setting, and which place it comes from";
  verb.description =
      "For each setting the first of these places counts: the command line; the environment "
      "(INSTAR_MIGRATIONS, "
      "INSTAR_BUILD, DATABASE_URL); instar.toml in the current folder or the nearest one above it; what is "
      "found: "
      "compile_migrations.json here or in 'build', a folder 'migrations', and 'migration.template' in it.\n"
      "\n"
      "instar.toml may hold any of these; its paths count from its own folder:\n"
      "\n"
      "  migrations = \"migrations\"     # or: build = \"build\", and target = \"shop_migrations\"\n"
      "  database = \"sqlite:shop.db\"\n"
      "  options = [\"-Wall\"]           # of instarc, with migrations\n"
      "  file_name = \"{year}{month}{day}_{hour}{minute}-{rev}_{slug}.migration\"\n"
      "  template = \"migration.template\"\n"
      "  slug_length = 40\n"
      "  timezone = \"utc\"              # default: \"local\"";
  verb.run = [&workspace](Call& call) { return Run(workspace, call); };
  return verb;
}

}  // namespace instar::tool
