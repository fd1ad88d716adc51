#include "compiler/source/file_system.h"

namespace instar::compiler {

absl::Status WriteIfChanged(FileSystem& files, const std::string& path, std::string_view text) {
  absl::StatusOr<std::string> present = files.Read(path);
  if (present.ok() && *present == text) return absl::OkStatus();
  return files.Write(path, text);
}

}  // namespace instar::compiler
