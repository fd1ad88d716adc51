#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

#include "absl/status/status.h"
#include "compiler/source/file_system.h"

namespace instar::compiler {
namespace {

namespace fs = std::filesystem;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

// "cannot read 'x': Permission denied"
absl::Status SystemError(const char* what, const std::string& path, int error) {
  return absl::ErrnoToStatus(error, std::string("cannot ") + what + " '" + path + "'");
}

absl::Status SystemError(const char* what, const std::string& path, const std::error_code& error) {
  return SystemError(what, path, error.value());
}

absl::Status TooLarge(const std::string& path) {
  return absl::OutOfRangeError("'" + path + "' is larger than " + std::to_string(kMaxFileSize >> 20) +
                               " MiB");
}

// What would block or never end (a pipe, a device) is refused before it is opened.
absl::Status CheckReadable(const std::string& path) {
  std::error_code error;
  fs::file_status status = fs::status(path, error);
  if (error) return SystemError("read", path, error);
  if (fs::is_directory(status)) return SystemError("read", path, EISDIR);
  if (!fs::is_regular_file(status)) {
    return absl::FailedPreconditionError("cannot read '" + path + "': not a regular file");
  }
  return absl::OkStatus();
}

// Renaming onto a folder fails with words that help nobody; onto a device or a pipe it succeeds, and the
// device is gone.
absl::Status CheckReplaceable(const std::string& path) {
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  if (fs::is_directory(status)) return SystemError("write", path, EISDIR);
  if (!fs::exists(status) || fs::is_regular_file(status)) return absl::OkStatus();
  return absl::FailedPreconditionError("cannot write '" + path + "': not a regular file");
}

// A name beside the target, because rename works within one file system only; `x`, because a second
// process may be writing the same target.
File CreateBeside(const std::string& path, std::string* temporary) {
  for (int attempt = 0; attempt < 1000; ++attempt) {
    *temporary = path + "." + std::to_string(attempt) + ".tmp";
    File file(std::fopen(temporary->c_str(), "wbx"));
    if (file != nullptr || errno != EEXIST) return file;
  }
  return nullptr;
}

// 0, or the error number.
int WriteAndClose(File file, std::string_view text) {
  errno = 0;
  bool written = std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
  int error = written ? 0 : errno;
  // What was buffered is written now, so this may fail too.
  if (std::fclose(file.release()) != 0 && error == 0) error = errno;
  return written || error != 0 ? error : EIO;
}

}  // namespace

absl::StatusOr<std::string> RealFileSystem::Read(const std::string& path) const {
  absl::Status readable = CheckReadable(path);
  if (!readable.ok()) return readable;
  File file(std::fopen(path.c_str(), "rb"));
  if (file == nullptr) return SystemError("read", path, errno);
  // What is read goes straight to its place.
  std::setvbuf(file.get(), nullptr, _IONBF, 0);
  std::string text;
  char buffer[1 << 16];
  for (;;) {
    errno = 0;
    std::size_t count = std::fread(buffer, 1, sizeof(buffer), file.get());
    text.append(buffer, count);
    if (text.size() > kMaxFileSize) return TooLarge(path);
    if (count < sizeof(buffer)) break;
  }
  if (std::ferror(file.get()) != 0) return SystemError("read", path, errno != 0 ? errno : EIO);
  return text;
}

absl::Status RealFileSystem::Write(const std::string& path, std::string_view text) {
  const absl::Status replaceable = CheckReplaceable(path);
  if (!replaceable.ok()) return replaceable;
  std::string temporary;
  File file = CreateBeside(path, &temporary);
  if (file == nullptr) return SystemError("write", path, errno);
  int error = WriteAndClose(std::move(file), text);
  if (error == 0) {
    std::error_code renaming;
    fs::rename(temporary, path, renaming);
    error = renaming.value();
  }
  if (error == 0) return absl::OkStatus();
  std::remove(temporary.c_str());
  return SystemError("write", path, error);
}

absl::StatusOr<std::vector<std::string>> RealFileSystem::List(const std::string& folder) const {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    // A link to nowhere counts as a file: reading it says what is wrong, leaving it out would hide it.
    std::error_code ignored;
    if (!entry->is_directory(ignored)) names.push_back(entry->path().filename().string());
  }
  if (error) return SystemError("list", folder, error);
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> RealFileSystem::ListFolders(const std::string& folder) const {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_directory(ignored)) names.push_back(entry->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool RealFileSystem::IsFolder(const std::string& path) const {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

}  // namespace instar::compiler
