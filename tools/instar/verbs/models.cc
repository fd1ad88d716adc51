#include "tools/instar/models.h"

#include <string>

#include "compiler/chain/chain.h"
#include "compiler/diagnostics/text_printer.h"
#include "compiler/driver/compile.h"
#include "compiler/schema/heads.h"
#include "compiler/schema/schema.h"
#include "compiler/write/structs.h"
#include "runtime/command_line/text.h"
#include "runtime/message.h"
#include "tools/instar/verbs.h"

namespace instar::tool {
namespace {

using command_line::Call;
using command_line::ExitCode;

void Print(Call& call, const compiler::SourceSet& sources, compiler::Diagnostics diagnostics) {
  diagnostics.Filter(
      [](const compiler::Diagnostic& one) { return one.severity() == compiler::Severity::kError; });
  diagnostics.Sort();
  command_line::Output& output = call.output();
  output.Write(
      command_line::Stream::kError,
      compiler::PrintDiagnostics(sources, diagnostics, {output.screen(command_line::Stream::kError).color}));
}

ExitCode WriteStructs(Workspace& workspace, Call& call) {
  compiler::CompileOptions options = workspace.settings.compile;
  options.models.clear();
  options.chain.allow_multiple_heads = true;
  compiler::Diagnostics diagnostics;
  const compiler::Parsed parsed = compiler::ParseInputs(options, workspace.files, &diagnostics);
  std::optional<compiler::Chain> chain =
      compiler::BuildChain(parsed.sources, parsed.trees, options.chain, &diagnostics);
  std::vector<compiler::RevisionSchema> schemas;
  if (chain) {
    schemas = compiler::BuildSchemas(parsed.sources, *chain,
                                     {.sqlite_min_version = options.sqlite_min_version}, &diagnostics);
  }
  if (diagnostics.errors() > 0) {
    Print(call, parsed.sources, std::move(diagnostics));
    return ExitCode::kFailed;
  }
  const std::string text =
      compiler::WriteStructs(compiler::SchemaAtHeads(*chain, schemas), std::string(call.Value("namespace")));
  if (!call.Has("output")) {
    call.output().Write(command_line::Stream::kOutput, text);
    return ExitCode::kDone;
  }
  const std::string path(call.Value("output"));
  if (const Status status = WriteNewFile(path, text); !status.ok()) return call.Fail(status);
  if (call.wants_json()) {
    call.json().Add("file", path);
  } else {
    call.output().PrintLine("created " + path);
  }
  return ExitCode::kDone;
}

ExitCode List(Workspace& workspace, Call& call) {
  if (workspace.settings.compile.models.empty()) {
    return call.Fail(
        Status(StatusCode::kInvalidArgument,
               "no structs are known: name their headers with MODELS of add_migrations() and the "
               "build folder with -p, or what instar-models has read from them with --models"));
  }
  if (const Status status = RefreshModels(workspace, call); !status.ok()) return call.Fail(status);
  compiler::Diagnostics diagnostics;
  const compiler::Parsed parsed =
      compiler::ParseInputs(workspace.settings.compile, workspace.files, &diagnostics);
  if (!parsed.models) {
    Print(call, parsed.sources, std::move(diagnostics));
    return ExitCode::kFailed;
  }
  command_line::Columns columns;
  if (call.wants_json()) call.json().BeginArray("models");
  for (const compiler::Model& model : parsed.models->set.models) {
    if (call.wants_json()) {
      call.json().AddObject();
      call.json().Add("table", model.table);
      call.json().Add("struct", model.struct_name);
      call.json().Add("file", model.file);
      call.json().Add("line", std::int64_t{model.place.line});
      call.json().Add("columns", static_cast<std::int64_t>(model.fields.size()));
      call.json().EndObject();
    } else {
      columns.Add({{model.table, command_line::Style::kStrong},
                   {model.struct_name},
                   {command_line::Count(model.fields.size(), "column")},
                   {model.file + ":" + std::to_string(model.place.line), command_line::Style::kDim}});
    }
  }
  if (call.wants_json()) {
    call.json().EndArray();
  } else {
    columns.Print(call.output(), "", command_line::Columns::Overflow::kWrap);
  }
  return ExitCode::kDone;
}

ExitCode Run(Workspace& workspace, Call& call) {
  if (call.Has("from-schema")) return WriteStructs(workspace, call);
  if (call.Has("namespace") || call.Has("output")) {
    return call.WrongUsage("--namespace and --output tell --from-schema what to do");
  }
  return List(workspace, call);
}

}  // namespace

command_line::Verb ModelsVerb(Workspace& workspace) {
  command_line::Verb verb;
  verb.name = "models";
  verb.group = kFilesGroup;
  verb.summary = "show the program's structs, or write them from the schema";
  verb.description =
      "Lists the structs that 'check' and 'revision --autogenerate' compare with the schema at head. The "
      "other way "
      "round, for a project that begins with its migrations or with a database, --from-schema prints a "
      "header with "
      "a struct for each table: read back, it is no different from the schema.\n"
      "\n"
      "  models\n"
      "  models --from-schema --namespace shop --output src/models.h";
  verb.options = {{"from-schema", 0, "", "Print a header with a struct for each table at head"},
                  {"namespace", 0, "NAME", "With --from-schema: the namespace of the structs"},
                  {"output", 'o', "FILE", "With --from-schema: write this file, which does not exist yet"}};
  verb.run = [&workspace](Call& call) { return Run(workspace, call); };
  return verb;
}

}  // namespace instar::tool
