#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

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

struct CloseFolder {
  void operator()(DIR* folder) const { closedir(folder); }
};

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

// "cannot read 'x': Permission denied"
absl::Status SystemError(const char* what, const std::string& path, int error) {
  return absl::ErrnoToStatus(error, std::string("cannot ") + what + " '" + path + "'");
}

absl::Status TooLarge(const std::string& path) {
  return absl::OutOfRangeError("'" + path + "' is larger than " + std::to_string(kMaxFileSize >> 20) +
                               " MiB");
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

// What a folder holds, each sorted.
struct Names {
  std::vector<std::string> files;
  std::vector<std::string> folders;
};

// A link to nowhere counts as a file: reading it says what is wrong, leaving it out would hide it.
bool IsFolderIn(int folder, const dirent& entry) {
  if (entry.d_type != DT_UNKNOWN && entry.d_type != DT_LNK) return entry.d_type == DT_DIR;
  struct stat status = {};
  return fstatat(folder, entry.d_name, &status, 0) == 0 && S_ISDIR(status.st_mode);
}

// 0, or the error number.
int ListNames(const std::string& folder, Names* names) {
  const std::unique_ptr<DIR, CloseFolder> open(opendir(folder.c_str()));
  if (open == nullptr) return errno;
  errno = 0;
  while (const dirent* entry = readdir(open.get())) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    (IsFolderIn(dirfd(open.get()), *entry) ? names->folders : names->files).emplace_back(name);
    errno = 0;
  }
  const int error = errno;
  std::sort(names->files.begin(), names->files.end());
  std::sort(names->folders.begin(), names->folders.end());
  return error;
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
  // Does not wait for the other end of a pipe, which is refused next.
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status = {};
  if (file.number() < 0 || fstat(file.number(), &status) != 0) return SystemError("read", path, errno);
  if (S_ISDIR(status.st_mode)) return SystemError("read", path, EISDIR);
  if (!S_ISREG(status.st_mode)) {
    return absl::FailedPreconditionError("cannot read '" + path + "': not a regular file");
  }
  std::string text;
  const auto size = static_cast<std::size_t>(status.st_size);
  // One byte more than there is tells of the end, without another look. A file may grow, or not say how long
  // it is.
  const std::size_t room = std::clamp<std::size_t>(size + 1, 512, kMaxFileSize + 1);
  while (text.size() <= kMaxFileSize) {
    const std::size_t before = text.size();
    text.resize(before + room);
    const ssize_t count = read(file.number(), text.data() + before, room);
    const int error = errno;
    text.resize(before + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (count < 0 && error != EINTR) return SystemError("read", path, error);
    if (count == 0 || (size > 0 && text.size() == size && static_cast<std::size_t>(count) < room))
      return text;
  }
  return TooLarge(path);
}

absl::Status RealFileSystem::Write(const std::string& path, std::string_view text) {
  absl::Status replaceable = CheckReplaceable(path);
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
  Names names;
  if (const int error = ListNames(folder, &names); error != 0) return SystemError("list", folder, error);
  return std::move(names.files);
}

std::vector<std::string> RealFileSystem::ListFolders(const std::string& folder) const {
  Names names;
  ListNames(folder, &names);
  return std::move(names.folders);
}

bool RealFileSystem::IsFolder(const std::string& path) const {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

}  // namespace instar::compiler
