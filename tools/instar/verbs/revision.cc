#include <optional>

#include "compiler/diagnostics/text_printer.h"
#include "compiler/driver/compile.h"
#include "compiler/models/autogenerate.h"
#include "compiler/replay/database_schema.h"
#include "runtime/command_line/database_url.h"
#include "runtime/message.h"
#include "runtime/planning/names.h"
#include "runtime/planning/plan.h"
#include "runtime/planning/reachability.h"
#include "tools/instar/models.h"
#include "tools/instar/new_revision.h"
#include "tools/instar/verbs.h"

namespace instar::tool {
namespace {

using command_line::Call;
using command_line::ExitCode;

// From the structs as they are now.
std::optional<compiler::GeneratedMigration> Generate(Workspace& workspace, Call& call, const Table& table,
                                                     const Revisions& parents) {
  compiler::CompileOptions options = workspace.settings.compile;
  compiler::Diagnostics diagnostics;
  const compiler::Parsed parsed = compiler::ParseInputs(options, workspace.files, &diagnostics);
  std::optional<compiler::GeneratedMigration> generated;
  if (diagnostics.errors() == 0 && parsed.models) {
    compiler::AutogenerateInput input{
        parsed.sources, parsed.trees, parsed.lock ? &*parsed.lock : nullptr, *parsed.models, {}};
    for (const std::uint32_t parent : parents) input.parents.emplace_back(table.id(parent));
    const compiler::WarningOptions& warnings = workspace.settings.warnings;
    generated =
        compiler::Autogenerate(input,
                               {.drop_tables = warnings.IsGiven(compiler::DiagnosticKind::kUnmodelledTable),
                                .not_renamed = call.Has("not-renamed")},
                               &diagnostics);
  }
  // What keeps it from being written is an error here, whatever a build makes of it.
  compiler::WarningOptions strict;
  strict.Apply(&diagnostics);
  diagnostics.Sort();
  diagnostics.Filter(
      [](const compiler::Diagnostic& one) { return one.severity() == compiler::Severity::kError; });
  if (!generated) {
    command_line::Output& output = call.output();
    output.Write(command_line::Stream::kError,
                 compiler::PrintDiagnostics(parsed.sources, diagnostics,
                                            {output.screen(command_line::Stream::kError).color}));
  }
  return generated;
}

ExitCode RunAutogenerate(Workspace& workspace, Call& call, const Table& table, const Revisions& parents) {
  if (const Status status = RefreshModels(workspace, call); !status.ok()) return call.Fail(status);
  const std::optional<compiler::GeneratedMigration> generated = Generate(workspace, call, table, parents);
  if (!generated) return ExitCode::kFailed;
  if (!generated->upgrade.empty()) return MakeRevision(workspace, call, table, parents, &*generated);
  if (call.wants_json()) {
    call.json().AddNull("revision");
  } else {
    call.output().PrintLine("no changes: the program's structs and the schema at head agree");
  }
  return ExitCode::kDone;
}

// Of a database that was there before its migrations.
ExitCode RunFromDatabase(Workspace& workspace, Call& call, const Table& table) {
  if (table.revision_count > 0) {
    return call.Fail(Status(StatusCode::kInvalidArgument,
                            "--from-database writes the first migration, and there are some already"));
  }
  command_line::DatabaseUrl url;
  const std::string& named = workspace.settings.database.value;
  if (named.empty()) return call.WrongUsage("name the database with --database");
  if (const Status status = command_line::ParseDatabaseUrl(named, &url); !status.ok())
    return call.Fail(status);
  if (url.scheme != "sqlite") return call.WrongUsage("--from-database reads SQLite files alone so far");
  absl::StatusOr<compiler::FirstMigration> first = compiler::ReadFirstMigration(url.path);
  if (!first.ok()) return call.Fail(Status(StatusCode::kCannotOpen, std::string(first.status().message())));
  compiler::GeneratedMigration generated;
  generated.upgrade = std::move(first->upgrade);
  generated.downgrade = std::move(first->downgrade);
  const ExitCode code = MakeRevision(workspace, call, table, {}, &generated);
  if (code == ExitCode::kDone && !call.wants_json()) {
    call.output().PrintNote("the database has all of it already; tell it so: " +
                            std::string(call.program().name) + " stamp head --database " + url.text);
  }
  return code;
}

ExitCode Run(Workspace& workspace, Call& call) {
  if (call.Has("autogenerate") && workspace.settings.compile.models.empty()) {
    return call.Fail(
        Status(StatusCode::kInvalidArgument,
               "--autogenerate needs the program's structs: name their headers with MODELS of "
               "add_migrations() and the build folder with -p, or what instar-models has read from "
               "them with --models"));
  }
  if (call.Has("from-database") && (call.Has("autogenerate") || call.Has("head"))) {
    return call.WrongUsage("--from-database writes the first migration, from nothing else than the database");
  }
  if (call.Has("not-renamed") && !call.Has("autogenerate")) {
    return call.WrongUsage("--not-renamed tells --autogenerate what to do");
  }
  if (call.Has("sql") && call.Has("edit")) {
    return call.WrongUsage("--sql writes no file that --edit could open; give one of them");
  }
  const Table* table = call.GetHistory(command_line::Need::kHeaders);
  if (table == nullptr) return ExitCode::kFailed;
  if (call.Has("from-database")) return RunFromDatabase(workspace, call, *table);
  const std::string_view head = call.Has("head") ? call.Value("head") : "head";
  Revisions parents;
  const Status status = FindRevisions(*table, {}, head, &parents);
  if (status.code() == StatusCode::kMultipleHeads) {
    return call.Fail(
        StatusOf(StatusCode::kMultipleHeads,
                 "the history has several heads: %; merge them first ('% merge heads'), or say with "
                 "--head which of them to build on",
                 {ListIds(*table, ListOf(Heads(*table, Along::kParents))), call.program().name}));
  }
  if (!status.ok()) return call.Fail(status);
  if (parents.size() > 1) return call.WrongUsage("--head names one revision; 'merge' joins several");
  if (!call.Has("autogenerate")) return MakeRevision(workspace, call, *table, parents);
  return RunAutogenerate(workspace, call, *table, parents);
}

}  // namespace

command_line::Verb RevisionVerb(Workspace& workspace) {
  command_line::Verb verb;
  verb.name = "revision";
  verb.group = kFilesGroup;
  verb.summary = "make a new migration, built on the head";
  verb.description =
      "Writes a file with the header of a new revision and an empty body, and prints its name. Its text is "
      "that of "
      "'migration.template' beside the migrations, if there is one; its name follows the pattern 'file_name' "
      "of "
      "instar.toml. A file that exists is never overwritten.\n"
      "\n"
      "  revision -m \"add e-mail to users\"\n"
      "  revision --autogenerate -m \"add e-mail to users\"\n"
      "  revision -m \"first table of billing\" --head base --branch-label billing\n"
      "  revision -m \"hotfix\" --head 5f7a --splice";
  verb.options = NewRevisionOptions();
  verb.options.insert(
      verb.options.begin() + 1,
      {{"head", 0, "REVISION", "The head to build on; 'base' for none. Default: the only head"},
       {"version-path", 0, "DIR",
        "Write the file in this folder: where the build names single files, they may lie in several"},
       {"sql", 0, "", "Write no file: print the migration, which is SQL"},
       {"autogenerate", 0, "",
        "Write the change itself: what the program's structs have and the schema has not"},
       {"from-database", 0, "", "Write the first migration: what makes the database that --database names"},
       {"not-renamed", 0, "",
        "With --autogenerate: what looks like a rename is none, and loses its values"}});
  verb.run = [&workspace](Call& call) { return Run(workspace, call); };
  return verb;
}

}  // namespace instar::tool
