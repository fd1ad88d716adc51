#include "compiler/driver/load.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "compiler/chain/lock_file.h"

namespace instar::compiler {
namespace {

constexpr char kExtension[] = ".migration";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class Loader {
 public:
  Loader(const FileSystem& files, Diagnostics* diagnostics) : files_(files), diagnostics_(diagnostics) {}

  void AddList(const std::string& path) {
    result_.watched.push_back(path);
    const absl::StatusOr<std::string> list = files_.Read(path);
    if (!list.ok()) return Report(list.status());
    if (list->find('\0') != std::string::npos) {
      return Report(absl::FailedPreconditionError("cannot read '" + path + "': not a list of files"));
    }
    if (list->find_first_not_of("\r\n") == std::string::npos) looked_into_.push_back(path);
    std::string_view rest = *list;
    if (rest.substr(0, kByteOrderMark.size()) == kByteOrderMark) rest.remove_prefix(kByteOrderMark.size());
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      if (!line.empty()) Add(std::string(line));
    }
  }

  void Add(const std::string& path) {
    if (files_.IsFolder(path)) return AddFolder(path);
    AddFile(path, std::filesystem::path(path).lexically_normal().string());
  }

  // `path` is the one that was named, or empty.
  void AddLock(const std::string& path) {
    if (!path.empty()) locks_ = {path};
    if (locks_.empty()) return;
    if (locks_.size() > 1) {
      diagnostics_->Add(DiagnosticKind::kBadLockFile, {},
                        "several folders have a lock file: " + Join(locks_) + "; name one with --lock");
    }
    result_.watched.push_back(locks_[0]);
    absl::StatusOr<std::string> text = files_.Read(locks_[0]);
    if (!text.ok()) return Report(text.status());
    result_.lock = SourceFile{locks_[0], *std::move(text)};
  }

  LoadedSources Finish() {
    if (result_.sources.size() == 0 && diagnostics_->errors() == 0) {
      diagnostics_->Add(DiagnosticKind::kNoMigrations, {},
                        "there are no .migration files in " + Join(looked_into_) + WhereSomeAre() +
                            ": the history is empty");
    }
    return std::move(result_);
  }

 private:
  void AddFolder(const std::string& path) {
    const absl::StatusOr<std::vector<std::string>> names = files_.List(path);
    if (!names.ok()) return Report(names.status());
    looked_into_.push_back(path);
    // Names in a folder are plain: what is before them is made normal once, not with each.
    std::string normal = std::filesystem::path(Within(path, "x")).lexically_normal().string();
    normal.pop_back();
    for (const std::string& name : *names) {
      if (IsMigration(name)) AddFile(Within(path, name), normal + name);
      if (name == kLockFileName) locks_.push_back(Within(path, name));
    }
  }

  static std::string Within(const std::string& folder, const std::string& name) {
    const bool slash = !folder.empty() && folder.back() == '/';
    return folder + (slash ? "" : "/") + name;
  }

  static std::string Join(const std::vector<std::string>& paths) {
    return "'" + absl::StrJoin(paths, "', '") + "'";
  }

  // Often the folder that was named is one above the one that was meant.
  std::string WhereSomeAre() const {
    std::vector<std::string> found;
    for (const std::string& folder : looked_into_) {
      for (const std::string& name : files_.ListFolders(folder)) {
        const absl::StatusOr<std::vector<std::string>> names = files_.List(Within(folder, name));
        if (names.ok() && std::any_of(names->begin(), names->end(), IsMigration)) {
          found.push_back(Within(folder, name));
        }
      }
    }
    return found.empty() ? "" : ", but some in " + Join(found);
  }

  // Editors keep lock files and backups beside what is edited.
  static bool IsMigration(const std::string& name) {
    return absl::EndsWith(name, kExtension) && !absl::StartsWith(name, ".");
  }

  void AddFile(const std::string& path, std::string normal_path) {
    if (!seen_.insert(std::move(normal_path)).second) return;
    result_.watched.push_back(path);
    absl::StatusOr<std::string> text = files_.Read(path);
    if (!text.ok()) return Report(text.status());
    result_.sources.Add({path, *std::move(text)});
  }

  void Report(const absl::Status& status) {
    diagnostics_->Add(
        absl::IsOutOfRange(status) ? DiagnosticKind::kFileTooLarge : DiagnosticKind::kCannotRead, {},
        std::string(status.message()));
  }

  const FileSystem& files_;
  Diagnostics* diagnostics_;
  LoadedSources result_;
  absl::flat_hash_set<std::string> seen_;
  std::vector<std::string> locks_;
  // Folders, and lists that name nothing.
  std::vector<std::string> looked_into_;
};

}  // namespace

LoadedSources LoadSources(const CompileOptions& options, const FileSystem& files, Diagnostics* diagnostics) {
  Loader loader(files, diagnostics);
  for (const std::string& input : options.inputs) loader.Add(input);
  if (!options.files_from.empty()) loader.AddList(options.files_from);
  loader.AddLock(options.lock);
  return loader.Finish();
}

}  // namespace instar::compiler
