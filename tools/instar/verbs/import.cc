#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "runtime/command_line/text.h"
#include "runtime/message.h"
#include "tools/import_alembic/import_alembic.h"
#include "tools/instar/verbs.h"

namespace instar::tool {
namespace {

using command_line::Call;
using command_line::ExitCode;
using tools::Imported;

constexpr char kPython[] = ".py";

Status Read(const Workspace& workspace, const std::string& path, std::string* text) {
  const absl::StatusOr<std::string> read = workspace.files.Read(path);
  if (!read.ok()) return Status(StatusCode::kCannotOpen, std::string(read.status().message()));
  *text = *read;
  return OkStatus();
}

// DIR is a `versions` folder, or the one above it.
Status ReadFolder(const Workspace& workspace, std::string folder, std::vector<compiler::SourceFile>* files) {
  const std::vector<std::string> below = workspace.files.ListFolders(folder);
  if (std::find(below.begin(), below.end(), "versions") != below.end()) folder += "/versions";
  const absl::StatusOr<std::vector<std::string>> names = workspace.files.List(folder);
  if (!names.ok()) return Status(StatusCode::kCannotOpen, std::string(names.status().message()));
  for (const std::string& name : *names) {
    if (!absl::EndsWith(name, kPython)) continue;
    files->push_back({folder + "/" + name, ""});
    const Status status = Read(workspace, files->back().path, &files->back().text);
    if (!status.ok()) return status;
  }
  if (files->empty())
    return StatusOf(StatusCode::kInvalidArgument, "there are no .py files in '%'", {folder});
  return OkStatus();
}

Status ReadSql(const Workspace& workspace, const std::vector<std::string_view>& paths,
               tools::OfflineSql* sql) {
  for (const std::string_view path : paths) {
    std::string text;
    const Status status = Read(workspace, std::string(path), &text);
    if (!status.ok()) return status;
    tools::AddOfflineSql(text, sql);
  }
  return OkStatus();
}

// Nothing is written where one of the files is there already.
Status WriteAll(const Workspace& workspace, const std::string& folder, const Imported& imported) {
  for (const compiler::SourceFile& file : imported.migrations) {
    const std::string path = folder + "/" + file.path;
    if (workspace.files.Read(path).ok()) {
      return StatusOf(StatusCode::kCannotOpen, "'%' exists already: nothing was written", {path});
    }
  }
  for (const compiler::SourceFile& file : imported.migrations) {
    const Status status = WriteNewFile(folder + "/" + file.path, file.text);
    if (!status.ok()) return status;
  }
  return OkStatus();
}

void Show(Call& call, const std::string& folder, const Imported& imported) {
  if (call.wants_json()) {
    call.json().Add("folder", folder);
    call.json().BeginArray("files");
    for (const compiler::SourceFile& file : imported.migrations) call.json().Add(file.path);
    call.json().EndArray();
    call.json().BeginArray("stubs");
    for (const std::string& id : imported.stubs) call.json().Add(id);
    call.json().EndArray();
    return;
  }
  call.output().PrintLine(command_line::Count(imported.migrations.size(), "revision") + " written to " +
                          folder);
  if (imported.stubs.empty()) return;
  call.output().PrintLine(
      command_line::Count(imported.stubs.size(), "revision") +
      " without a body: a `todo` in each fails the build until it is written. With Alembic's offline SQL the "
      "bodies are taken over: alembic upgrade base:head --sql > up.sql, alembic downgrade head:base --sql > "
      "down.sql, and --sql for both.");
}

ExitCode Run(Workspace& workspace, Call& call) {
  if (call.Word(0) != "alembic") return call.WrongUsage("import what? 'alembic' is all that is known");
  const std::string& folder = workspace.settings.migrations.value;
  if (folder.empty()) return call.WrongUsage("name the folder to write to with --migrations");
  std::vector<compiler::SourceFile> files;
  tools::OfflineSql sql;
  Status status = ReadFolder(workspace, std::string(call.Word(1)), &files);
  if (status.ok()) status = ReadSql(workspace, call.arguments().Values("sql"), &sql);
  if (!status.ok()) return call.Fail(status);
  const Imported imported = tools::ImportAlembic(files, sql);
  for (const std::string& problem : imported.problems) {
    call.output().Write(command_line::Stream::kError, problem + "\n");
  }
  if (!imported.problems.empty()) {
    return call.Fail(StatusOf(StatusCode::kInvalidArgument, "nothing was imported: % not understood",
                              {command_line::Count(imported.problems.size(), "file")}));
  }
  status = WriteAll(workspace, folder, imported);
  if (!status.ok()) return call.Fail(status);
  Show(call, folder, imported);
  return ExitCode::kDone;
}

}  // namespace

command_line::Verb ImportVerb(Workspace& workspace) {
  command_line::Verb verb;
  verb.name = "import";
  verb.group = kFilesGroup;
  verb.arguments = "alembic DIR";
  verb.min_words = 2;
  verb.max_words = 2;
  verb.summary = "take over the migrations of another tool";
  verb.description =
      "Writes each revision of Alembic in DIR, its folder or the 'versions' in it, as a migration: ids, "
      "parents, "
      "labels, dependencies, messages and dates. The Python files are read, never run, so bodies come from "
      "Alembic's own offline SQL. Without it each body is a 'todo' that fails the build until it is written. "
      "A "
      "database that Alembic migrated is adopted by 'stamp' with the id in its alembic_version.\n"
      "\n"
      "  alembic upgrade base:head --sql > up.sql\n"
      "  alembic downgrade head:base --sql > down.sql\n"
      "  instar import alembic alembic/ --sql up.sql --sql down.sql --migrations migrations\n"
      "  instar stamp head";
  verb.options = {{"sql", 0, "FILE", "What Alembic's --sql printed, in either direction", true}};
  verb.run = [&workspace](Call& call) { return Run(workspace, call); };
  return verb;
}

}  // namespace instar::tool
