#include "absl/strings/match.h"
#include "compiler/diagnostics/text_printer.h"
#include "compiler/driver/load.h"
#include "compiler/source/file_system.h"
#include "compiler/syntax/formatter.h"
#include "runtime/command_line/text.h"
#include "runtime/message.h"
#include "tools/instar/verbs.h"

namespace instar::tool {
namespace {

using command_line::Call;
using command_line::ExitCode;

struct Counts {
  std::size_t changed = 0;
  std::size_t failed = 0;
};

Status Write(Workspace& workspace, const std::string& path, const std::string& text) {
  const absl::Status written = workspace.files.Write(path, text);
  if (written.ok()) return OkStatus();
  return Status(StatusCode::kCannotOpen, std::string(written.message()));
}

// Prints the errors of a file that cannot be formatted.
Status FormatOne(Workspace& workspace, Call& call, const compiler::SourceFile& file, Counts* counts) {
  compiler::Diagnostics diagnostics;
  const std::optional<std::string> text = compiler::Format(file, &diagnostics);
  if (!text.has_value()) {
    ++counts->failed;
    compiler::SourceSet sources;
    sources.Add(file);
    call.output().Write(
        command_line::Stream::kError,
        compiler::PrintDiagnostics(sources, diagnostics,
                                   {call.output().screen(command_line::Stream::kError).color}));
    return OkStatus();
  }
  if (*text == file.text) return OkStatus();
  ++counts->changed;
  if (call.wants_json()) {
    call.json().Add(file.path);
  } else {
    call.output().PrintLine(file.path);
  }
  return call.Has("check") ? OkStatus() : Write(workspace, file.path, *text);
}

ExitCode Run(Workspace& workspace, Call& call) {
  compiler::CompileOptions options = workspace.settings.compile;
  if (!call.arguments().words().empty()) {
    options.files_from.clear();
    options.inputs.assign(call.arguments().words().begin(), call.arguments().words().end());
  }
  if (options.inputs.empty() && options.files_from.empty()) {
    return call.WrongUsage(
        "the migrations were not found: name files or folders, or give --migrations or -p");
  }
  compiler::Diagnostics diagnostics;
  const compiler::LoadedSources loaded = compiler::LoadSources(options, workspace.files, &diagnostics);
  if (diagnostics.errors() > 0) {
    return call.Fail(Status(StatusCode::kCannotOpen, diagnostics.all().front().message));
  }
  Counts counts;
  if (call.wants_json()) call.json().BeginArray("changed");
  Status status;
  for (compiler::FileId id = 0; id < loaded.sources.size() && status.ok(); ++id) {
    status = FormatOne(workspace, call, loaded.sources.file(id), &counts);
  }
  if (call.wants_json()) call.json().EndArray();
  if (!status.ok()) return call.Fail(status);
  const bool good = counts.failed == 0 && !(call.Has("check") && counts.changed > 0);
  return good ? ExitCode::kDone : ExitCode::kFailed;
}

}  // namespace

command_line::Verb FmtVerb(Workspace& workspace) {
  command_line::Verb verb;
  verb.name = "fmt";
  verb.group = kFilesGroup;
  verb.arguments = "[FILE...]";
  verb.max_words = command_line::kAnyNumber;
  verb.summary = "lay migrations out in the one way";
  verb.description =
      "Rewrites the files, or those of all migrations, in canonical layout and prints the names of those "
      "that "
      "changed. Words, literals, comments and raw blocks stay as they are, so no revision changes its "
      "meaning. "
      "A file with errors is left alone.\n"
      "\n"
      "  fmt\n"
      "  fmt --check    in CI: exit code 1 if a file would change";
  verb.options = {{"check", 0, "", "Write nothing; exit code 1 if a file would change"}};
  verb.run = [&workspace](Call& call) { return Run(workspace, call); };
  return verb;
}

}  // namespace instar::tool
