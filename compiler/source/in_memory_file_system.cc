#include <cerrno>

#include "absl/status/status.h"
#include "compiler/source/file_system.h"

namespace instar::compiler {
namespace {

// What the paths of a folder's files begin with; the current folder is "" or ".".
std::string PrefixOf(std::string_view folder) {
  while (!folder.empty() && folder.back() == '/') folder.remove_suffix(1);
  if (folder.empty() || folder == ".") return "";
  return std::string(folder) + "/";
}

absl::Status Error(const char* what, const std::string& path, int error) {
  return absl::ErrnoToStatus(error, std::string("cannot ") + what + " '" + path + "'");
}

}  // namespace

absl::StatusOr<std::string> InMemoryFileSystem::Read(const std::string& path) const {
  auto file = files_.find(path);
  if (file == files_.end()) return Error("read", path, IsFolder(path) ? EISDIR : ENOENT);
  if (file->second.size() > kMaxFileSize) {
    return absl::OutOfRangeError("'" + path + "' is larger than " + std::to_string(kMaxFileSize >> 20) +
                                 " MiB");
  }
  return file->second;
}

absl::Status InMemoryFileSystem::Write(const std::string& path, std::string_view text) {
  if (IsFolder(path)) return Error("write", path, EISDIR);
  files_[path] = std::string(text);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> InMemoryFileSystem::List(const std::string& folder) const {
  if (!IsFolder(folder)) return Error("list", folder, ENOENT);
  std::string prefix = PrefixOf(folder);
  std::vector<std::string> names;
  for (auto file = files_.lower_bound(prefix); file != files_.end(); ++file) {
    if (file->first.compare(0, prefix.size(), prefix) != 0) break;
    std::string name = file->first.substr(prefix.size());
    if (name.find('/') == std::string::npos) names.push_back(std::move(name));
  }
  return names;
}

std::vector<std::string> InMemoryFileSystem::ListFolders(const std::string& folder) const {
  std::string prefix = PrefixOf(folder);
  std::vector<std::string> names;
  for (auto file = files_.lower_bound(prefix); file != files_.end(); ++file) {
    if (file->first.compare(0, prefix.size(), prefix) != 0) break;
    std::size_t slash = file->first.find('/', prefix.size());
    if (slash == std::string::npos) continue;
    std::string name = file->first.substr(prefix.size(), slash - prefix.size());
    if (names.empty() || names.back() != name) names.push_back(std::move(name));
  }
  return names;
}

bool InMemoryFileSystem::IsFolder(const std::string& path) const {
  std::string prefix = PrefixOf(path);
  if (prefix.empty()) return true;
  auto file = files_.lower_bound(prefix);
  return file != files_.end() && file->first.compare(0, prefix.size(), prefix) == 0;
}

}  // namespace instar::compiler
