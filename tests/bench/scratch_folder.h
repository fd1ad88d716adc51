// A new folder, removed with all in it at the end.
#ifndef INSTAR_TESTS_BENCH_SCRATCH_FOLDER_H_
#define INSTAR_TESTS_BENCH_SCRATCH_FOLDER_H_

#include <string>

namespace instar::bench {

class ScratchFolder {
 public:
  // In `parent`, or among the system's temporary files when that is empty.
  explicit ScratchFolder(const std::string& parent);
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  // Makes a folder in it and answers its path.
  std::string Folder(const std::string& name) const;

 private:
  std::string path_;
};

}  // namespace instar::bench

#endif  // INSTAR_TESTS_BENCH_SCRATCH_FOLDER_H_
