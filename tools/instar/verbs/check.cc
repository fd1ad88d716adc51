#include "compiler/diagnostics/text_printer.h"
#include "compiler/driver/compile.h"
#include "runtime/command_line/text.h"
#include "tools/instar/models.h"
#include "tools/instar/verbs.h"

namespace instar::tool {
namespace {

using command_line::Call;
using command_line::ExitCode;

void AddPlace(command_line::Json& json, const compiler::SourceSet& sources,
              const compiler::SourceRange& range) {
  if (!range.valid()) return json.AddNull("file");
  const compiler::LineColumn place = sources.Position(range.file, range.begin);
  json.Add("file", sources.file(range.file).path);
  json.Add("line", std::int64_t{place.line});
  json.Add("column", std::int64_t{place.column});
}

void PrintJson(Call& call, const compiler::SourceSet& sources, const compiler::Diagnostics& diagnostics) {
  command_line::Json& json = call.json();
  json.Add("errors", std::int64_t{diagnostics.errors()});
  json.Add("warnings", std::int64_t{diagnostics.warnings()});
  json.BeginArray("diagnostics");
  for (const compiler::Diagnostic& one : diagnostics.all()) {
    json.AddObject();
    json.Add("severity", one.severity() == compiler::Severity::kError ? "error" : "warning");
    json.Add("name", compiler::DiagnosticName(one.kind));
    json.Add("message", one.message);
    AddPlace(json, sources, one.range);
    json.EndObject();
  }
  json.EndArray();
}

ExitCode Run(Workspace& workspace, Call& call) {
  compiler::CompileOptions options = workspace.settings.compile;
  if (options.inputs.empty()) {
    return call.WrongUsage(
        "the migrations were not found: name their folder with --migrations, or the build folder "
        "with -p");
  }
  if (call.Has("no-replay")) options.replay = false;
  if (const Status status = RefreshModels(workspace, call); !status.ok()) return call.Fail(status);
  compiler::Diagnostics diagnostics;
  const compiler::Parsed parsed = compiler::ParseInputs(options, workspace.files, &diagnostics);
  // Nothing is written: only what was proven by the build is read.
  (void)compiler::Compile(options, parsed, workspace.files, &diagnostics);
  workspace.settings.warnings.Apply(&diagnostics);
  diagnostics.Sort();
  const bool good = diagnostics.errors() == 0;
  if (call.wants_json()) {
    PrintJson(call, parsed.sources, diagnostics);
    return good ? ExitCode::kDone : ExitCode::kFailed;
  }
  command_line::Output& output = call.output();
  output.Write(command_line::Stream::kError,
               compiler::PrintDiagnostics(parsed.sources, diagnostics,
                                          {output.screen(command_line::Stream::kError).color}));
  if (!good) return ExitCode::kFailed;
  output.PrintWrapped(command_line::Count(parsed.trees.size(), "revision") + ": the history is sound" +
                      (parsed.models ? ", and the program's structs agree with it" : ""));
  return ExitCode::kDone;
}

}  // namespace

command_line::Verb CheckVerb(Workspace& workspace) {
  command_line::Verb verb;
  verb.name = "check";
  verb.group = kFilesGroup;
  verb.summary = "prove the history sound, as a build does";
  verb.description =
      "Checks how the revisions hang together, the schema at each of them, the lints, the lock of what was "
      "released, the program's structs, "
      "and replays them on a database in memory. Prints what instarc would, and writes nothing. Exit code 1 "
      "when there "
      "is an error. 'explain' tells about each.";
  verb.options = {{"no-replay", 0, "", "Leave out the replay: faster, and finds less"}};
  verb.run = [&workspace](Call& call) { return Run(workspace, call); };
  return verb;
}

}  // namespace instar::tool
