#include "tools/instar/new_revision.h"

#include <cctype>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "compiler/diagnostics/text_printer.h"
#include "compiler/syntax/names.h"
#include "compiler/syntax/parser.h"
#include "runtime/command_line/text.h"
#include "runtime/message.h"
#include "runtime/planning/reachability.h"
#include "tools/instar/file_name.h"
#include "tools/instar/migration_template.h"

namespace instar::tool {
namespace {

using command_line::Call;
using command_line::ExitCode;

Status Wrong(const char* text, std::initializer_list<std::string_view> arguments) {
  return StatusOf(StatusCode::kInvalidArgument, text, arguments);
}

class Maker {
 public:
  Maker(Workspace& workspace, Call& call, const Table& table, const Revisions& parents,
        const compiler::GeneratedMigration* generated)
      : workspace_(workspace), call_(call), table_(table), parents_(parents), generated_(generated) {}

  ExitCode Run() {
    Status status = ChooseFolder();
    if (status.ok()) status = CheckParents();
    if (status.ok()) status = ChooseId();
    if (status.ok()) status = ReadMessage();
    if (status.ok()) status = ReadLabels();
    if (status.ok()) status = ReadDependencies();
    if (status.ok()) status = Render();
    if (!status.ok()) return call_.Fail(status);
    if (call_.Has("sql")) return Print();
    status = WriteNewFile(path_, text_);
    if (!status.ok()) return call_.Fail(status);
    Tell();
    if (call_.Has("edit")) status = RunEditor(path_);
    return status.ok() ? ExitCode::kDone : call_.Fail(status);
  }

 private:
  Status ChooseFolder() {
    const Settings& settings = workspace_.settings;
    folder_ = settings.migrations.value;
    if (folder_.empty() && !settings.compile.inputs.empty()) {
      folder_ = std::filesystem::path(settings.compile.inputs.back()).parent_path().string();
    }
    if (folder_.empty()) {
      return Wrong("the folder of the migrations was not found: name it with --migrations", {});
    }
    return call_.Has("version-path") ? UseFolder(std::string(call_.Value("version-path"))) : OkStatus();
  }

  // What lies elsewhere would not be read.
  Status UseFolder(const std::string& folder) {
    const std::string& migrations = workspace_.settings.migrations.value;
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error))
      return Wrong("--version-path: '%' is no folder", {folder});
    if (!migrations.empty() && !std::filesystem::equivalent(folder, migrations, error)) {
      return Wrong("--version-path: the migrations are read from '%', and not from '%'",
                   {migrations, folder});
    }
    folder_ = folder;
    return OkStatus();
  }

  // What is built on an inner revision makes a branch: only if that is meant.
  Status CheckParents() const {
    if (call_.Has("splice")) return OkStatus();
    const RevisionSet heads = Heads(table_, Along::kParents);
    for (const std::uint32_t parent : parents_) {
      if (heads[parent]) continue;
      return StatusOf(
          StatusCode::kInvalidTarget,
          "revision '%' is no head: something revises it already; give --splice to make a new branch "
          "from there",
          {table_.id(parent)});
    }
    return OkStatus();
  }

  // The revision that has a name already, as an id or a label.
  bool IsTaken(std::string_view name, std::string* by) const {
    if (FindId(table_, name) >= 0) {
      *by = "there is a revision of that name";
      return true;
    }
    for (std::uint32_t l = 0; l < table_.label_count; ++l) {
      if (table_.label(l) != name) continue;
      *by = "it is a label of revision '" + std::string(table_.id(table_.labels[l].revision)) + "'";
      return true;
    }
    return false;
  }

  Status CheckName(const char* option, std::string_view name) const {
    if (const auto problem = compiler::ProblemOfId(name); problem.has_value()) {
      return Wrong("%: %", {option, *problem});
    }
    std::string by;
    if (IsTaken(name, &by)) return Wrong("%: '%' is taken: %", {option, name, by});
    return OkStatus();
  }

  Status ChooseId() {
    if (call_.Has("rev-id")) {
      values_.revision = call_.Value("rev-id");
      return CheckName("--rev-id", values_.revision);
    }
    std::string by;
    do {
      values_.revision = RandomId();
    } while (IsTaken(values_.revision, &by));
    return OkStatus();
  }

  Status ReadMessage() {
    const std::string_view message = call_.Value("message");
    if (message.find_first_of("\r\n") != std::string_view::npos ||
        message.find('\0') != std::string_view::npos) {
      return Wrong("--message must be one line", {});
    }
    if (message.empty()) return OkStatus();
    values_.message = "\"";
    for (const char c : message) values_.message.append(c == '"' ? 2 : 1, c);
    values_.message += '"';
    return OkStatus();
  }

  Status ReadLabels() {
    std::vector<std::string> labels;
    for (const std::string_view label : call_.arguments().Values("branch-label")) {
      const Status status = CheckName("--branch-label", label);
      if (!status.ok()) return status;
      for (const std::string& other : labels) {
        if (other == label) return Wrong("--branch-label: '%' is given twice", {label});
      }
      if (label == values_.revision) return Wrong("--branch-label: '%' is the revision itself", {label});
      labels.emplace_back(label);
    }
    values_.labels = command_line::Join(labels, ", ");
    return OkStatus();
  }

  Status ReadDependencies() {
    std::vector<std::string> dependencies;
    for (const std::string_view name : call_.arguments().Values("depends-on")) {
      Revisions found;
      const Status status = FindRevisions(table_, {}, name, &found);
      if (!status.ok()) return Status(status.code(), "--depends-on: " + status.message());
      if (found.empty()) return Wrong("--depends-on: '%' names no revision", {name});
      // A label may move on with its branch, so it stays what it is.
      const bool is_label = found.size() == 1 && FindId(table_, name) < 0 && IsLabel(name);
      if (is_label) found.clear(), dependencies.emplace_back(name);
      for (const std::uint32_t r : found) dependencies.emplace_back(table_.id(r));
    }
    values_.depends_on = command_line::Join(dependencies, ", ");
    return OkStatus();
  }

  bool IsLabel(std::string_view name) const {
    for (std::uint32_t l = 0; l < table_.label_count; ++l) {
      if (table_.label(l) == name) return true;
    }
    return false;
  }

  Status Render() {
    const Settings& settings = workspace_.settings;
    std::vector<std::string> parents;
    for (const std::uint32_t parent : parents_) parents.emplace_back(table_.id(parent));
    values_.revises = parents.empty() ? "base" : command_line::Join(parents, ", ");
    FileNameParts name;
    name.time = TimeIn(settings.timezone.value);
    name.revision = values_.revision;
    name.slug = SlugOf(call_.Value("message"), std::stoul(settings.slug_length.value));
    char created[32];
    std::strftime(created, sizeof(created), "%Y-%m-%d %H:%M", &name.time);
    values_.created = created;
    std::string file;
    Status status = MakeFileName(settings.file_name.value, name, &file);
    if (!status.ok()) return status;
    path_ = (std::filesystem::path(folder_) / file).string();
    return FillFromTemplate();
  }

  Status FillFromTemplate() {
    const std::string& path = workspace_.settings.migration_template.value;
    std::string text(kDefaultTemplate);
    if (!path.empty()) {
      absl::StatusOr<std::string> read = workspace_.files.Read(path);
      if (!read.ok()) return Wrong("%", {std::string(read.status().message())});
      text = *std::move(read);
    }
    Status status = FillTemplate(path, text, values_, &text_);
    if (status.ok()) status = CheckText(path);
    if (status.ok() && generated_ != nullptr) PutIn(*generated_);
    return status;
  }

  // The template is good. What it does in `upgrade` comes first; an empty `downgrade` is a place to fill.
  void PutIn(const compiler::GeneratedMigration& generated) {
    compiler::SourceSet sources;
    compiler::Diagnostics ignored;
    const compiler::SyntaxTree tree = compiler::Parse(sources, sources.Add({"", text_}), &ignored);
    const compiler::SourceRange upgrade = tree.upgrade.range;
    const compiler::Downgrade& downgrade = tree.downgrade;
    const bool has_block = downgrade.kind == compiler::DowngradeKind::kBlock;
    if (has_block && (downgrade.block.statements.empty() || !generated.downgrade.empty())) {
      text_.replace(downgrade.keyword.begin, downgrade.block.range.end - downgrade.keyword.begin,
                    generated.downgrade);
    } else if (downgrade.kind == compiler::DowngradeKind::kMissing) {
      text_.insert(upgrade.end, "\n" + generated.downgrade);
    }
    const bool ends_line = text_[upgrade.end - 2] == '\n';
    text_.insert(upgrade.end - 1, (ends_line ? "" : "\n") + generated.upgrade);
    text_ = compiler::Complete(text_, generated);
  }

  // A template that makes no migration, or another one, is found out before anything is written.
  Status CheckText(const std::string& path) {
    compiler::SourceSet sources;
    const compiler::FileId file = sources.Add({path.empty() ? path_ : path + " (filled in)", text_});
    compiler::Diagnostics diagnostics;
    const compiler::SyntaxTree tree = compiler::Parse(sources, file, &diagnostics);
    diagnostics.Filter([](const auto& one) { return one.severity() == compiler::Severity::kError; });
    const bool same = tree.header.revision.has_value() && tree.header.revision->text == values_.revision &&
                      tree.header.parents.size() == parents_.size();
    if (diagnostics.errors() == 0 && same) return OkStatus();
    command_line::Output& output = call_.output();
    output.Write(command_line::Stream::kError,
                 compiler::PrintDiagnostics(sources, diagnostics,
                                            {output.screen(command_line::Stream::kError).color}));
    return Wrong(
        "the template '%' does not make a migration; it needs at least 'revision ${revision};', 'revises "
        "${revises};' and 'upgrade { }'",
        {path});
  }

  ExitCode Print() {
    if (call_.wants_json()) {
      call_.json().Add("revision", values_.revision);
      call_.json().Add("text", text_);
    } else {
      call_.output().Print(text_);
    }
    return ExitCode::kDone;
  }

  void Tell() {
    if (call_.wants_json()) {
      call_.json().Add("revision", values_.revision);
      call_.json().Add("file", path_);
      if (generated_ != nullptr) {
        call_.json().Add("to_complete", static_cast<std::int64_t>(generated_->to_complete));
      }
      return;
    }
    call_.output().PrintLine("created " + path_);
    if (generated_ != nullptr && generated_->to_complete > 0) {
      call_.output().PrintNote("it does not build before you complete " +
                               command_line::Count(generated_->to_complete, "place") +
                               ": each 'allow' without a reason, each 'todo'");
    }
    if (!workspace_.settings.migrations.value.empty()) return;
    call_.output().PrintNote(
        "the build names its migrations one by one: add this file to FILES of add_migrations()");
  }

  Workspace& workspace_;
  Call& call_;
  const Table& table_;
  const Revisions& parents_;
  const compiler::GeneratedMigration* generated_;
  std::string folder_;
  TemplateValues values_;
  std::string path_;
  std::string text_;
};

}  // namespace

std::vector<command_line::Option> NewRevisionOptions() {
  return {
      {"message", 'm', "TEXT", "What the revision does, in a few words: also the end of the file's name"},
      {"branch-label", 0, "LABEL", "A name for the branch that begins here", true},
      {"depends-on", 0, "REVISION", "A revision or label that must be applied before", true},
      {"rev-id", 0, "ID", "The revision's id, instead of a random one"},
      {"splice", 0, "", "Allow to build on a revision that is no head: that makes a branch"},
      {"edit", 'e', "", "Open the file in the editor (VISUAL, EDITOR)"},
  };
}

ExitCode MakeRevision(Workspace& workspace, Call& call, const Table& table, const Revisions& parents,
                      const compiler::GeneratedMigration* generated) {
  return Maker(workspace, call, table, parents, generated).Run();
}

}  // namespace instar::tool
