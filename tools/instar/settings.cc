#include "tools/instar/settings.h"

#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "runtime/command_line/database_url.h"
#include "runtime/command_line/similar.h"
#include "runtime/message.h"
#include "tools/instar/project_file.h"

namespace instar::tool {
namespace {

namespace fs = std::filesystem;
using command_line::Arguments;

constexpr char kDefault[] = "default";

Status Wrong(const char* text, std::initializer_list<std::string_view> arguments) {
  return StatusOf(StatusCode::kInvalidArgument, text, arguments);
}

std::string Within(const std::string& folder, const std::string& name) {
  if (folder.empty() || folder == ".") return name;
  return (fs::path(folder) / name).string();
}

// Paths of the build are absolute; below the current folder people read shorter ones.
std::string FromHere(const std::string& path) {
  std::error_code error;
  const std::string here = fs::current_path(error).string() + "/";
  const bool is_below = !error && path.size() > here.size() && path.compare(0, here.size(), here) == 0;
  return is_below ? path.substr(here.size()) : path;
}

class Finder {
 public:
  Finder(const Arguments& arguments, const Getenv& environment, const compiler::FileSystem& files,
         Settings* settings)
      : arguments_(arguments), environment_(environment), files_(files), settings_(*settings) {}

  Status Run() {
    Status status = ReadProjectFile();
    if (status.ok()) status = FindMigrations();
    if (status.ok()) status = FindDatabase();
    if (status.ok()) status = FindFileSettings();
    return status;
  }

 private:
  Status ReadProjectFile() {
    std::string path(arguments_.Value("config"));
    if (arguments_.Has("config")) {
      settings_.project_file = {path, "--config"};
    } else {
      path = NearestProjectFile();
      if (path.empty()) return OkStatus();
      settings_.project_file = {path, "found"};
    }
    const absl::StatusOr<std::string> text = files_.Read(path);
    if (!text.ok()) return Wrong("%", {std::string(text.status().message())});
    folder_ = fs::path(path).parent_path().string();
    return ParseProjectFile(path, *text, &project_);
  }

  // In the current folder, or in the nearest one above it.
  std::string NearestProjectFile() const {
    std::error_code error;
    const fs::path here = fs::current_path(error);
    std::string up;
    for (fs::path folder = here; !error; folder = folder.parent_path(), up += "../") {
      if (files_.Read(up + kProjectFile).ok()) return up + kProjectFile;
      if (folder == folder.parent_path()) break;
    }
    return "";
  }

  Status FindMigrations() {
    if (arguments_.Has("migrations") && arguments_.Has("build")) {
      return Wrong("--migrations and -p both say where the migrations are; give one", {});
    }
    if (project_.migrations && project_.build) {
      return Wrong("%: 'migrations' and 'build' both say where the migrations are; keep one",
                   {settings_.project_file.value});
    }
    if (arguments_.Has("migrations")) return UseFolder(Value("migrations"), "--migrations");
    if (arguments_.Has("build")) return UseBuild(Value("build"), "-p");
    if (const std::string folder = environment_("INSTAR_MIGRATIONS"); !folder.empty()) {
      return UseFolder(folder, "INSTAR_MIGRATIONS");
    }
    if (const std::string folder = environment_("INSTAR_BUILD"); !folder.empty()) {
      return UseBuild(folder, "INSTAR_BUILD");
    }
    if (project_.migrations) return UseFolder(OfProject(*project_.migrations), ProjectName());
    if (project_.build) return UseBuild(OfProject(*project_.build), ProjectName());
    for (const char* folder : {".", "build"}) {
      if (files_.Read(Within(folder, kBuildDescription)).ok()) return UseBuild(folder, "found");
    }
    if (files_.IsFolder("migrations")) return UseFolder("migrations", "found");
    return OkStatus();
  }

  std::string Value(std::string_view option) const { return std::string(arguments_.Value(option)); }
  std::string OfProject(const std::string& path) const { return Within(folder_, path); }
  const std::string& ProjectName() const { return settings_.project_file.value; }

  Status UseFolder(const std::string& folder, const std::string& source) {
    if (!files_.IsFolder(folder)) return Wrong("%: '%' is no folder", {source, folder});
    if (arguments_.Has("target")) {
      return Wrong(
          "--target chooses among the targets of a build, and % '%' is a folder of migrations; name the "
          "build folder with -p",
          {source == "found" ? "what was found," : source, folder});
    }
    settings_.migrations = {folder, source};
    return UseOptions(source == ProjectName() ? project_.options : std::vector<std::string>(), {folder},
                      source);
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
    settings_.build = {folder, source};
    std::vector<BuildTarget> targets;
    Status status = ReadBuildDescription(path, *text, &targets);
    if (!status.ok()) return status;
    const BuildTarget* target = nullptr;
    status = ChooseTarget(path, targets, &target);
    if (!status.ok()) return status;
    const std::string directory = FromHere(target->directory);
    settings_.migrations = {directory, path};
    std::vector<std::string> inputs = {directory};
    if (directory.empty()) inputs = target->files;
    for (std::string& input : inputs) input = FromHere(input);
    settings_.models_command = target->models;
    return UseOptions(target->options, inputs, path);
  }

  Status ChooseTarget(const std::string& path, const std::vector<BuildTarget>& targets,
                      const BuildTarget** chosen) {
    std::string list;
    std::vector<std::string_view> names;
    for (const BuildTarget& target : targets) {
      names.push_back(target.name);
      list += (list.empty() ? "" : ", ") + target.name;
    }
    Setting wanted = {Value("target"), arguments_.Has("target") ? "--target" : ""};
    if (!wanted.given() && project_.target) wanted = {*project_.target, ProjectName()};
    if (!wanted.given()) {
      if (targets.size() > 1) {
        return Wrong("'%' has several targets: %; choose one with --target", {path, list});
      }
      *chosen = &targets.front();
      settings_.target = {targets.front().name, path};
      return OkStatus();
    }
    settings_.target = wanted;
    for (const BuildTarget& target : targets) {
      if (target.name == wanted.value) *chosen = &target;
    }
    if (*chosen != nullptr) return OkStatus();
    const std::string suggestion = command_line::DidYouMean(wanted.value, names);
    return Wrong("%: '%' has no target '%'%",
                 {wanted.source, path, wanted.value, suggestion.empty() ? "; it has " + list : suggestion});
  }

  // The options are instarc's own, so it reads them.
  Status UseOptions(const std::vector<std::string>& options, const std::vector<std::string>& inputs,
                    const std::string& source) {
    std::vector<std::string> words = {"instarc", "--check"};
    words.insert(words.end(), options.begin(), options.end());
    words.emplace_back("--");
    words.insert(words.end(), inputs.begin(), inputs.end());
    std::vector<const char*> pointers;
    for (const std::string& word : words) pointers.push_back(word.c_str());
    const compiler::CommandLine line =
        compiler::ParseCommandLine(static_cast<int>(pointers.size()), pointers.data());
    if (!line.proceed) {
      return Wrong("%: its options are not those of this instarc; see above", {source});
    }
    std::string joined;
    for (const std::string& option : options) joined += (joined.empty() ? "" : " ") + option;
    settings_.options = {joined, joined.empty() ? kDefault : source};
    settings_.compile = line.options.compile;
    if (arguments_.Has("models")) settings_.compile.models = Value("models");
    settings_.models = {FromHere(settings_.compile.models), arguments_.Has("models")           ? "--models"
                                                            : settings_.compile.models.empty() ? kDefault
                                                                                               : source};
    settings_.warnings = line.options.warnings;
    return OkStatus();
  }

  Status FindDatabase() {
    if (arguments_.Has("database")) {
      settings_.database = {Value("database"), "--database"};
    } else if (const std::string url = environment_("DATABASE_URL"); !url.empty()) {
      settings_.database = {url, "DATABASE_URL"};
    } else if (project_.database) {
      settings_.database = {*project_.database, ProjectName()};
      // Its path counts from the file's folder, wherever the command is called.
      command_line::DatabaseUrl parsed;
      Status status = command_line::ParseDatabaseUrl(*project_.database, &parsed);
      if (!status.ok()) return Wrong("%: %", {ProjectName(), status.message()});
      if (parsed.scheme == "sqlite" && parsed.path != ":memory:") {
        settings_.database.value = "sqlite:" + OfProject(parsed.path);
      }
    }
    return OkStatus();
  }

  Status FindFileSettings() {
    const auto choose = [&](const std::optional<std::string>& value, const char* otherwise) {
      return value ? Setting{*value, ProjectName()} : Setting{otherwise, kDefault};
    };
    settings_.file_name =
        choose(project_.file_name, "{year}_{month}_{day}_{hour}{minute}_{rev}_{slug}.migration");
    settings_.timezone = choose(project_.timezone, "local");
    if (settings_.timezone.value != "local" && settings_.timezone.value != "utc") {
      return Wrong("%: 'timezone' is \"local\" or \"utc\", and not '%'",
                   {ProjectName(), settings_.timezone.value});
    }
    const bool has_length = project_.slug_length.has_value();
    settings_.slug_length = {std::to_string(project_.slug_length.value_or(40)),
                             has_length ? ProjectName() : kDefault};
    if (project_.migration_template) {
      settings_.migration_template = {OfProject(*project_.migration_template), ProjectName()};
    } else if (const std::string beside = Within(settings_.migrations.value, "migration.template");
               settings_.migrations.given() && files_.Read(beside).ok()) {
      settings_.migration_template = {beside, "found"};
    }
    return OkStatus();
  }

  const Arguments& arguments_;
  const Getenv& environment_;
  const compiler::FileSystem& files_;
  Settings& settings_;
  ProjectFile project_;
  std::string folder_;  // of the project file
};

}  // namespace

std::vector<command_line::Option> SettingOptions() {
  return {
      {"migrations", 0, "DIR", "The folder of .migration files"},
      {"build", 'p', "DIR",
       "The build folder of the project: compile_migrations.json in it tells where the migrations are and "
       "how "
       "they are compiled"},
      {"target", 0, "NAME", "Which add_migrations() of that build, if there are several"},
      {"models", 0, "FILE",
       "What instar-models has read from the program's structs (default: what the build says)"},
      {"config", 'c', "FILE", "The project's settings, instead of the nearest instar.toml"},
  };
}

Status FindSettings(const Arguments& arguments, const Getenv& environment, const compiler::FileSystem& files,
                    Settings* settings) {
  return Finder(arguments, environment, files, settings).Run();
}

}  // namespace instar::tool
