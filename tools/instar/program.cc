#include "tools/instar/program.h"

#include "compiler/source/file_system.h"
#include "runtime/command_line/engine.h"
#include "runtime/command_line/terminal.h"
#include "runtime/command_line/verbs.h"
#include "tools/instar/file_history.h"
#include "tools/instar/settings.h"

namespace instar::tool {
namespace {

constexpr char kSummary[] =
    "The command for those who write migrations: it makes new ones, shows how they hang together, and takes "
    "databases "
    "to any of them. The same database verbs are one call away inside your program "
    "(<instar/command_line.h>).";

command_line::Program MakeProgram() {
  command_line::Program program;
  program.name = "instar";
  program.summary = kSummary;
  program.verbs = command_line::SharedVerbs();
  program.options = SettingOptions();
  for (command_line::Option& option : command_line::CommonOptions()) program.options.push_back(option);
  return program;
}

}  // namespace

int RunInstar(const std::vector<std::string_view>& words, command_line::Output& output) {
  const command_line::Program program = MakeProgram();
  const compiler::RealFileSystem files;
  Settings settings;
  FileHistory history(settings, files);
  command_line::Session session;
  session.history = &history;
  session.output = &output;
  session.databases = {{"DATABASE_URL", command_line::Environment("DATABASE_URL")}};
  const auto prepare = [&](const command_line::Arguments& arguments, command_line::Session&) {
    return FindSettings(arguments, command_line::Environment, files, &settings);
  };
  return static_cast<int>(command_line::RunWords(program, words, session, prepare));
}

}  // namespace instar::tool
