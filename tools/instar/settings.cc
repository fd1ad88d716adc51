#include "tools/instar/settings.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "runtime/command_line/similar.h"
#include "runtime/message.h"
#include "tools/instar/build_description.h"

namespace instar::tool {
namespace {

using command_line::Arguments;

Status Wrong(const char* text, std::initializer_list<std::string_view> arguments) {
  return StatusOf(StatusCode::kInvalidArgument, text, arguments);
}

std::string Within(const std::string& folder, const std::string& name) {
  if (folder.empty() || folder == ".") return name;
  return folder + (folder.back() == '/' ? "" : "/") + name;
}

class Finder {
 public:
  Finder(const Arguments& arguments, const Getenv& environment, const compiler::FileSystem& files,
         Settings* settings)
      : arguments_(arguments), environment_(environment), files_(files), settings_(*settings) {}

  Status Run() {
    if (arguments_.Has("migrations") && arguments_.Has("build")) {
      return Wrong("--migrations and -p both say where the migrations are; give one", {});
    }
    if (arguments_.Has("migrations"))
      return UseFolder(std::string(arguments_.Value("migrations")), "--migrations");
    if (arguments_.Has("build")) return UseBuild(std::string(arguments_.Value("build")), "-p");
    if (const std::string folder = environment_("INSTAR_MIGRATIONS"); !folder.empty()) {
      return UseFolder(folder, "INSTAR_MIGRATIONS");
    }
    if (const std::string folder = environment_("INSTAR_BUILD"); !folder.empty()) {
      return UseBuild(folder, "INSTAR_BUILD");
    }
    for (const char* folder : {".", "build"}) {
      if (files_.Read(Within(folder, kBuildDescription)).ok()) return UseBuild(folder, "");
    }
    if (files_.IsFolder("migrations")) return UseFolder("migrations", "the current folder");
    return OkStatus();
  }

 private:
  Status UseFolder(const std::string& folder, const std::string& source) {
    if (!files_.IsFolder(folder)) return Wrong("%: '%' is no folder", {source, folder});
    settings_.migrations = {folder, source};
    settings_.compile.inputs = {folder};
    return OkStatus();
  }

  Status UseBuild(const std::string& folder, const std::string& source) {
    const std::string path = Within(folder, kBuildDescription);
    const absl::StatusOr<std::string> text = files_.Read(path);
    if (!text.ok()) {
      return Wrong(
          "%: there is no % in '%'; name the folder where CMake configured a project that calls "
          "add_migrations()",
          {source, kBuildDescription, folder});
    }
    settings_.build = {folder, source.empty() ? "the current folder" : source};
    std::vector<BuildTarget> targets;
    Status status = ReadBuildDescription(path, *text, &targets);
    if (!status.ok()) return status;
    const BuildTarget* target = nullptr;
    status = ChooseTarget(path, targets, &target);
    return status.ok() ? UseTarget(path, *target) : status;
  }

  Status ChooseTarget(const std::string& path, const std::vector<BuildTarget>& targets,
                      const BuildTarget** chosen) {
    std::string list;
    std::vector<std::string_view> names;
    for (const BuildTarget& target : targets) {
      names.push_back(target.name);
      list += (list.empty() ? "" : ", ") + target.name;
    }
    const std::string_view wanted = arguments_.Value("target");
    if (!arguments_.Has("target")) {
      if (targets.size() > 1)
        return Wrong("'%' has several targets: %; choose one with --target", {path, list});
      *chosen = &targets.front();
      return OkStatus();
    }
    for (const BuildTarget& target : targets) {
      if (target.name == wanted) *chosen = &target;
    }
    if (*chosen != nullptr) return OkStatus();
    return Wrong("'%' has no target '%'%; there are: %",
                 {path, wanted, command_line::DidYouMean(wanted, names), list});
  }

  Status UseTarget(const std::string& path, const BuildTarget& target) {
    std::vector<std::string> words = {"instarc", "--check"};
    words.insert(words.end(), target.options.begin(), target.options.end());
    if (!target.directory.empty()) words.push_back(target.directory);
    words.insert(words.end(), target.files.begin(), target.files.end());
    std::vector<const char*> pointers;
    for (const std::string& word : words) pointers.push_back(word.c_str());
    const compiler::CommandLine line =
        compiler::ParseCommandLine(static_cast<int>(pointers.size()), pointers.data());
    if (!line.proceed) return Wrong("'%' is not of this Instar; configure the build folder again", {path});
    settings_.target = {target.name, path};
    settings_.migrations = {target.directory, path};
    settings_.compile = line.options.compile;
    settings_.warnings = line.options.warnings;
    return OkStatus();
  }

  const Arguments& arguments_;
  const Getenv& environment_;
  const compiler::FileSystem& files_;
  Settings& settings_;
};

}  // namespace

std::vector<command_line::Option> SettingOptions() {
  return {
      {"migrations", 0, "DIR", "The folder of .migration files"},
      {"build", 'p', "DIR",
       "The build folder of the project: compile_migrations.json in it tells where the migrations are and "
       "how they are "
       "compiled"},
      {"target", 0, "NAME", "Which add_migrations() of that build, if there are several"},
  };
}

Status FindSettings(const Arguments& arguments, const Getenv& environment, const compiler::FileSystem& files,
                    Settings* settings) {
  return Finder(arguments, environment, files, settings).Run();
}

}  // namespace instar::tool
