#include "runtime/system/file_system.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#ifdef _WIN32
#include <windows.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

namespace instar {
namespace {

namespace fs = std::filesystem;

fs::path PathOf(const std::string& utf8) {
#ifdef __cpp_char8_t
  return fs::path(std::u8string(utf8.begin(), utf8.end()));
#else
  return fs::u8path(utf8);
#endif
}

std::string TextOf(const fs::path& path) {
  const auto text = path.u8string();
  return std::string(text.begin(), text.end());
}

bool Succeeded(const std::error_code& error, std::string* why) {
  if (error) *why = error.message();
  return !error;
}

#ifdef _WIN32

std::FILE* OpenNew(const fs::path& path) { return _wfopen(path.c_str(), L"wbx"); }

bool Sync(const fs::path& path, std::string* why) {
  const HANDLE file = CreateFileW(path.c_str(), GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
                                  OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
  const bool done = file != INVALID_HANDLE_VALUE && FlushFileBuffers(file) != 0;
  const auto error = static_cast<int>(GetLastError());
  if (file != INVALID_HANDLE_VALUE) CloseHandle(file);
  return done || Succeeded(std::error_code(error, std::system_category()), why);
}

#else

std::FILE* OpenNew(const fs::path& path) { return std::fopen(path.c_str(), "wbx"); }

int SyncDescriptor(int descriptor) {
#ifdef F_FULLFSYNC
  // There fsync() leaves it in the disk's own memory.
  if (fcntl(descriptor, F_FULLFSYNC) == 0) return 0;
#endif
  return fsync(descriptor);
}

// 0, or the system's number.
int Sync(const fs::path& path, int flags) {
  const int descriptor = open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) return errno;
  const int error = SyncDescriptor(descriptor) == 0 ? 0 : errno;
  close(descriptor);
  return error;
}

#endif

}  // namespace

bool IsRegularFile(const std::string& path) {
  std::error_code error;
  return fs::is_regular_file(PathOf(path), error);
}

bool ListFolder(const std::string& folder, std::vector<std::string>* names, std::string* why) {
  std::error_code error;
  fs::directory_iterator entry(PathOf(folder), error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    names->push_back(TextOf(entry->path().filename()));
  }
  return Succeeded(error, why);
}

bool FindFreeBytes(const std::string& folder, std::uint64_t* bytes, std::string* why) {
  std::error_code error;
  *bytes = fs::space(PathOf(folder), error).available;
  return Succeeded(error, why);
}

bool CreateNewFile(const std::string& path, const std::string& like, bool* taken, std::string* why) {
  std::FILE* file = OpenNew(PathOf(path));
  *taken = file == nullptr && errno == EEXIST;
  if (file == nullptr) return Succeeded(std::error_code(errno, std::generic_category()), why);
  std::fclose(file);
  std::error_code error;
  const fs::file_status status = fs::status(PathOf(like), error);
  // Some file systems have no permissions of their own.
  if (!error) fs::permissions(PathOf(path), status.permissions(), error);
  return true;
}

bool RenameFile(const std::string& from, const std::string& to, std::string* why) {
  std::error_code error;
  fs::rename(PathOf(from), PathOf(to), error);
  return Succeeded(error, why);
}

void RemoveFile(const std::string& path) {
  std::error_code ignored;
  fs::remove(PathOf(path), ignored);
}

#ifdef _WIN32

bool SyncFile(const std::string& path, std::string* why) { return Sync(PathOf(path), why); }
// Renames are journalled there.
bool SyncFolder(const std::string&, std::string*) { return true; }

#else

bool SyncFile(const std::string& path, std::string* why) {
  return Succeeded(std::error_code(Sync(PathOf(path), O_RDWR), std::generic_category()), why);
}

bool SyncFolder(const std::string& folder, std::string* why) {
  const int error = Sync(PathOf(folder), O_RDONLY | O_DIRECTORY);
  // EINVAL: a file system that syncs names by itself.
  return error == EINVAL || Succeeded(std::error_code(error, std::generic_category()), why);
}

#endif

}  // namespace instar
