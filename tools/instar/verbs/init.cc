#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "runtime/message.h"
#include "tools/instar/verbs.h"

namespace instar::tool {
namespace {

namespace fs = std::filesystem;
using command_line::Call;
using command_line::ExitCode;

struct NewFile {
  std::string name;
  std::string text;
};

constexpr char kCMakeLists[] = R"(cmake_minimum_required(VERSION 3.21)
project(% LANGUAGES CXX)

find_package(Instar REQUIRED)

# CTest runs the replay of the compiled history, which add_migrations() registers.
enable_testing()

add_migrations(%_migrations DIRECTORY migrations NAMESPACE %)

add_executable(% main.cc)
target_link_libraries(% PRIVATE %_migrations Instar::command_line Instar::sqlite)
)";

constexpr char kMain[] =
    "// Brings the database up to date when it starts; '% migrate help' tells what else there is.\n"
    "#include <instar/command_line.h>\n"
    "#include <instar/sqlite.h>\n"
    "\n"
    "#include <cstdio>\n"
    "#include <cstring>\n"
    "\n"
    "#include \"%_migrations.h\"\n"
    "\n"
    R"(int main(int argc, char** argv) {
  if (argc > 1 && std::strcmp(argv[1], "migrate") == 0) {
    instar::CommandLineSettings settings;
    settings.name = "% migrate";
    settings.database = "sqlite:%.db";
    return instar::RunCommandLine(argc - 2, argv + 2, %::migrations(), settings);
  }
  instar::Options options;
  options.program = "%";
  const instar::Report report = instar::sqlite::Upgrade("%.db", %::migrations(), options);
  if (!report.ok()) {
    std::fprintf(stderr, "%: %s\n", report.status.message().c_str());
    return 1;
  }
  return 0;
}
)";

// `text` with '%' replaced, but for those of printf.
std::string Fill(std::string_view text, const std::string& name) {
  std::string filled;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_printf = text.substr(i, 2) == "%s";
    if (text[i] == '%' && !is_printf) {
      filled += name;
    } else {
      filled += text[i];
    }
  }
  return filled;
}

bool IsName(std::string_view name) {
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
  for (const char c : name) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!fits) return false;
  }
  return true;
}

class Initializer {
 public:
  explicit Initializer(Call& call) : call_(call), folder_(call.Word(0, ".")) {}

  ExitCode Run() {
    Status status = ChooseName();
    if (status.ok()) status = CheckFree();
    if (status.ok()) status = MakeFolder(folder_ / "migrations");
    for (const NewFile& file : files_) {
      if (status.ok()) status = WriteNewFile((folder_ / file.name).string(), file.text);
    }
    if (!status.ok()) return call_.Fail(status);
    Tell();
    return ExitCode::kDone;
  }

 private:
  Status ChooseName() {
    name_ = call_.Value("name");
    std::error_code error;
    if (!call_.Has("name")) name_ = fs::weakly_canonical(folder_, error).filename().string();
    for (char& c : name_) {
      if (!call_.Has("name") && (c == '-' || c == '.' || c == ' ')) c = '_';
    }
    if (!IsName(name_)) {
      return StatusOf(
          StatusCode::kInvalidArgument,
          "'%' cannot be the name of a C++ namespace; choose one with --name, of letters, digits and '_'",
          {name_});
    }
    files_ = {{"CMakeLists.txt", Fill(kCMakeLists, name_)},
              {"main.cc", Fill(kMain, name_)},
              {"migrations/migrations.lock", ""}};
    return OkStatus();
  }

  // Before anything is written: a project is set up whole or not at all.
  Status CheckFree() const {
    for (const NewFile& file : files_) {
      std::error_code error;
      if (fs::symlink_status(folder_ / file.name, error).type() == fs::file_type::not_found) continue;
      return StatusOf(StatusCode::kInvalidArgument, "'%' is there already, and nothing is overwritten",
                      {(folder_ / file.name).string()});
    }
    return OkStatus();
  }

  static Status MakeFolder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (!error) return OkStatus();
    return StatusOf(StatusCode::kIoError, "cannot make the folder '%': %",
                    {folder.string(), error.message()});
  }

  std::string PathOf(const NewFile& file) const { return (folder_ / file.name).lexically_normal().string(); }

  void Tell() {
    if (call_.wants_json()) {
      call_.json().Add("name", name_);
      call_.json().BeginArray("files");
      for (const NewFile& file : files_) call_.json().Add(PathOf(file));
      call_.json().EndArray();
      return;
    }
    for (const NewFile& file : files_) call_.output().PrintLine("created " + PathOf(file));
    call_.output().PrintLine("");
    call_.output().PrintLine("The first migration, and a build:");
    if (folder_ != ".") call_.output().PrintLine("  cd " + folder_.string());
    call_.output().PrintLine("  " + std::string(call_.program().name) +
                             " revision -m \"first tables\" --edit");
    call_.output().PrintLine("  cmake -B build && cmake --build build && build/" + name_);
  }

  Call& call_;
  fs::path folder_;
  std::string name_;
  std::vector<NewFile> files_;
};

}  // namespace

command_line::Verb InitVerb() {
  command_line::Verb verb;
  verb.name = "init";
  verb.group = kFilesGroup;
  verb.arguments = "[FOLDER]";
  verb.max_words = 1;
  verb.summary = "set up a project that builds";
  verb.description =
      "Makes what a program with migrations needs, in FOLDER or here: CMakeLists.txt, main.cc, a folder "
      "'migrations', "
      "and in it an empty 'migrations.lock', which lists what was released. Does nothing when one of the "
      "files is "
      "there.";
  verb.options = {{"name", 0, "NAME", "Of the program and the C++ namespace. Default: the folder's name"}};
  verb.run = [](Call& call) { return Initializer(call).Run(); };
  return verb;
}

}  // namespace instar::tool
