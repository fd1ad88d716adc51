#include <cstdint>
#include <string>
#include <vector>

#include "compiler/chain/hash.h"
#include "compiler/chain/lock_file.h"
#include "compiler/chain/releases.h"
#include "compiler/diagnostics/text_printer.h"
#include "compiler/driver/compile.h"
#include "runtime/command_line/text.h"
#include "runtime/message.h"
#include "runtime/planning/names.h"
#include "tools/instar/verbs.h"

namespace instar::tool {
namespace {

using command_line::Call;
using command_line::ExitCode;
using compiler::Releases;

// The file that is read, or else the one beside the migrations.
std::string LockPath(const Workspace& workspace, const compiler::Parsed& parsed) {
  const compiler::CompileOptions& options = workspace.settings.compile;
  if (!options.lock.empty()) return options.lock;
  if (parsed.lock.has_value()) return parsed.sources.file(parsed.lock->file).path;
  const std::string& folder = workspace.settings.migrations.value;
  return folder.empty() ? "" : folder + "/" + compiler::kLockFileName;
}

// What the release ships and no earlier one has: the revisions up to `target`, in the chain's order.
std::vector<std::uint32_t> NewlyReleased(const compiler::Chain& chain, const Releases& releases,
                                         const std::vector<std::uint32_t>& targets) {
  std::vector<bool> shipped(chain.revisions.size());
  for (const std::uint32_t r : targets) shipped[r] = true;
  for (std::uint32_t r = static_cast<std::uint32_t>(chain.revisions.size()); r-- > 0;) {
    if (!shipped[r]) continue;
    for (const std::uint32_t parent : chain.revisions[r].parents) shipped[parent] = true;
    for (const std::uint32_t needed : chain.revisions[r].dependencies) shipped[needed] = true;
  }
  std::vector<std::uint32_t> fresh;
  for (std::uint32_t r = 0; r < chain.revisions.size(); ++r) {
    if (shipped[r] && (releases.empty() || releases[r] == compiler::kUnreleased)) fresh.push_back(r);
  }
  return fresh;
}

Status WriteLock(Workspace& workspace, const std::string& path, const std::string& text) {
  const absl::Status written = workspace.files.Write(path, text);
  return written.ok() ? OkStatus() : Status(StatusCode::kCannotOpen, std::string(written.message()));
}

// The history must be sound and as it was released before; what a build says of it is printed.
std::optional<compiler::Parsed> CheckHistory(Workspace& workspace, Call& call) {
  compiler::CompileOptions options = workspace.settings.compile;
  compiler::Diagnostics diagnostics;
  compiler::Parsed parsed = compiler::ParseInputs(options, workspace.files, &diagnostics);
  (void)compiler::Compile(options, parsed, workspace.files, &diagnostics);
  if (diagnostics.errors() == 0) return parsed;
  workspace.settings.warnings.Apply(&diagnostics);
  diagnostics.Sort();
  call.output().Write(command_line::Stream::kError,
                      compiler::PrintDiagnostics(parsed.sources, diagnostics,
                                                 {call.output().screen(command_line::Stream::kError).color}));
  return std::nullopt;
}

Status Release(Workspace& workspace, const compiler::Parsed& parsed, std::string_view tag,
               const std::vector<std::uint32_t>& targets, const compiler::Chain& chain, std::string* path,
               std::vector<std::uint32_t>* fresh) {
  *path = LockPath(workspace, parsed);
  if (path->empty()) {
    return Status(
        StatusCode::kInvalidArgument,
        "where to keep what was released is not known: name the migrations' folder with --migrations");
  }
  compiler::Diagnostics ignored;
  Releases releases;
  const std::vector<compiler::RevisionHashes> hashes = compiler::HashChain(parsed.sources, chain);
  std::string text;
  if (parsed.lock.has_value()) {
    for (const compiler::Release& release : parsed.lock->releases) {
      if (release.tag != tag) continue;
      return StatusOf(StatusCode::kInvalidTarget, "'%' was released before: a release never changes", {tag});
    }
    releases = compiler::CheckReleases(*parsed.lock, chain, hashes, &ignored);
    text = parsed.sources.file(parsed.lock->file).text;
  }
  *fresh = NewlyReleased(chain, releases, targets);
  if (fresh->empty()) {
    return StatusOf(StatusCode::kInvalidTarget, "there is nothing new to release: '%' would be empty", {tag});
  }
  return WriteLock(workspace, *path, compiler::WithRelease(text, tag, chain, hashes, *fresh));
}

void Show(Call& call, const compiler::Chain& chain, const std::string& path, std::string_view tag,
          const std::vector<std::uint32_t>& fresh) {
  if (call.wants_json()) {
    call.json().Add("release", tag);
    call.json().Add("lock", path);
    call.json().BeginArray("revisions");
    for (const std::uint32_t r : fresh) call.json().Add(chain.revisions[r].id);
    call.json().EndArray();
    return;
  }
  for (const std::uint32_t r : fresh) call.output().PrintLine("  " + chain.revisions[r].id);
  call.output().PrintWrapped(command_line::Count(fresh.size(), "revision") + " released with " +
                             std::string(tag) + ", written to " + path);
}

ExitCode Run(Workspace& workspace, Call& call) {
  const std::string_view tag = call.Word(0);
  if (!compiler::IsReleaseTag(tag)) {
    return call.WrongUsage("a tag is 1 to 100 printable characters without spaces, such as v1.2.0");
  }
  const std::optional<compiler::Parsed> parsed = CheckHistory(workspace, call);
  if (!parsed.has_value()) return ExitCode::kFailed;
  const Table* table = call.GetHistory(command_line::Need::kSteps);
  if (table == nullptr) return ExitCode::kFailed;
  Revisions targets;
  Status status = FindRevisions(*table, {}, call.Word(1, "heads"), &targets);
  std::string path;
  std::vector<std::uint32_t> fresh;
  const compiler::Chain& chain = workspace.history.chain();
  if (status.ok()) {
    status = Release(workspace, workspace.history.parsed(), tag, {targets.begin(), targets.end()}, chain,
                     &path, &fresh);
  }
  if (!status.ok()) return call.Fail(status);
  Show(call, chain, path, tag, fresh);
  return ExitCode::kDone;
}

}  // namespace

command_line::Verb ReleaseVerb(Workspace& workspace) {
  command_line::Verb verb;
  verb.name = "release";
  verb.group = kFilesGroup;
  verb.arguments = "TAG [REVISION]";
  verb.min_words = 1;
  verb.max_words = 2;
  verb.summary = "write down what a release ships: from then on it cannot change";
  verb.description =
      "Appends to 'migrations.lock', beside the migrations, all revisions up to REVISION, or up to all "
      "heads, "
      "that no earlier release has shipped. Commit the file. From then on a build in which one of them was "
      "edited, moved or removed is an error that names the release, and lints know what databases out there "
      "have. The history must be sound.\n"
      "\n"
      "  release v1.4.0";
  verb.run = [&workspace](Call& call) { return Run(workspace, call); };
  return verb;
}

}  // namespace instar::tool
