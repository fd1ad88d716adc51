#include "tools/instar/program.h"

#include "runtime/command_line/engine.h"
#include "runtime/command_line/terminal.h"
#include "tools/instar/settings.h"
#include "tools/instar/verbs.h"
#include "tools/instar/workspace.h"

namespace instar::tool {
namespace {

constexpr char kSummary[] =
    "The command for those who write migrations: it makes new ones, shows how they hang together, and takes "
    "databases "
    "to any of them. The same database verbs are one call away inside your program "
    "(<instar/command_line.h>).";

command_line::Program MakeProgram(Workspace& workspace) {
  command_line::Program program;
  program.name = "instar";
  program.summary = kSummary;
  program.verbs = AllVerbs(workspace);
  program.options = SettingOptions();
  for (command_line::Option& option : command_line::CommonOptions()) program.options.push_back(option);
  return program;
}

}  // namespace

int RunInstar(const std::vector<std::string_view>& words, command_line::Output& output) {
  // Never taken apart: the process ends next, and a long history has many parts.
  static Workspace& workspace = *new Workspace;
  const command_line::Program program = MakeProgram(workspace);
  command_line::Session session;
  session.history = &workspace.history;
  session.output = &output;
  const auto prepare = [&](const command_line::Arguments& arguments, command_line::Session&) {
    Status status = FindSettings(arguments, command_line::Environment, workspace.files, &workspace.settings);
    session.databases = {{workspace.settings.database.source, workspace.settings.database.value}};
    return status;
  };
  return static_cast<int>(command_line::RunWords(program, words, session, prepare));
}

}  // namespace instar::tool
