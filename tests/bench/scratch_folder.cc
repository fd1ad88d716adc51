#include "tests/bench/scratch_folder.h"

#include <stdlib.h>

#include <filesystem>

#include "tests/bench/process.h"

namespace instar::bench {

ScratchFolder::ScratchFolder(const std::string& parent) {
  namespace fs = std::filesystem;
  path_ = (fs::path(parent.empty() ? fs::temp_directory_path() : fs::path(parent)) / "instar-bench-XXXXXX");
  if (mkdtemp(path_.data()) == nullptr) Fail("cannot make a folder in " + parent);
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string ScratchFolder::Folder(const std::string& name) const {
  const std::string path = path_ + "/" + name;
  std::filesystem::create_directory(path);
  return path;
}

}  // namespace instar::bench
