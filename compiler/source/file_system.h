// The disk as an interface, so that every phase is tested without one.
#ifndef INSTAR_COMPILER_SOURCE_FILE_SYSTEM_H_
#define INSTAR_COMPILER_SOURCE_FILE_SYSTEM_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace instar::compiler {

// A migration is a small text; more than this is a mistake, and says so before memory is filled.
inline constexpr std::uint64_t kMaxFileSize = 16u << 20;

class FileSystem {
 public:
  virtual ~FileSystem() = default;

  // Messages say what failed and why ("cannot read 'x': Permission denied"). A file over kMaxFileSize is
  // kOutOfRange.
  virtual absl::StatusOr<std::string> Read(const std::string& path) const = 0;
  // Replaces the file in one step (temporary file and rename), so that nobody ever sees half of it.
  virtual absl::Status Write(const std::string& path, std::string_view text) = 0;
  // The names of the folder's entries that are files, sorted by bytes.
  virtual absl::StatusOr<std::vector<std::string>> List(const std::string& folder) const = 0;
  // The names of the folders in it, likewise; none when it cannot be read.
  virtual std::vector<std::string> ListFolders(const std::string& folder) const = 0;
  virtual bool IsFolder(const std::string& path) const = 0;
};

class RealFileSystem final : public FileSystem {
 public:
  absl::StatusOr<std::string> Read(const std::string& path) const override;
  absl::Status Write(const std::string& path, std::string_view text) override;
  absl::StatusOr<std::vector<std::string>> List(const std::string& folder) const override;
  std::vector<std::string> ListFolders(const std::string& folder) const override;
  bool IsFolder(const std::string& path) const override;
};

// Keeps files in a map from path to text. Folders exist by having files in them.
class InMemoryFileSystem final : public FileSystem {
 public:
  absl::StatusOr<std::string> Read(const std::string& path) const override;
  absl::Status Write(const std::string& path, std::string_view text) override;
  absl::StatusOr<std::vector<std::string>> List(const std::string& folder) const override;
  std::vector<std::string> ListFolders(const std::string& folder) const override;
  bool IsFolder(const std::string& path) const override;

 private:
  std::map<std::string, std::string> files_;
};

// Writes only what differs, so that what depends on the file is not rebuilt for nothing.
absl::Status WriteIfChanged(FileSystem& files, const std::string& path, std::string_view text);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SOURCE_FILE_SYSTEM_H_
