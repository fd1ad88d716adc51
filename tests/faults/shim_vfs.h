// An SQLite VFS over the real disk: the n-th call fails, or the process is killed before it.
#ifndef INSTAR_TESTS_FAULTS_SHIM_VFS_H_
#define INSTAR_TESTS_FAULTS_SHIM_VFS_H_

#include <sqlite3.h>

#include <cstddef>

namespace instar {

// While it lives it is SQLite's default VFS. Not for several threads.
class ShimVfs {
 public:
  enum class Fault { kNone, kIoError, kDiskFull, kKilled };

  ShimVfs();
  ~ShimVfs();
  ShimVfs(const ShimVfs&) = delete;
  ShimVfs& operator=(const ShimVfs&) = delete;

  // The call `at` from now, of those that the fault can hit. `lasting`: all later ones too.
  void Arm(Fault fault, std::size_t at, bool lasting = false);
  void Disarm() { Arm(Fault::kNone, 0); }
  bool hit() const { return hit_; }

 private:
  friend struct ShimVfsMethods;

  // Whether the call fails.
  bool Fails(bool writes);

  sqlite3_vfs* real_;
  sqlite3_vfs vfs_;
  Fault fault_ = Fault::kNone;
  std::size_t at_ = 0;
  std::size_t calls_ = 0;
  bool lasting_ = false;
  bool hit_ = false;
};

}  // namespace instar

#endif  // INSTAR_TESTS_FAULTS_SHIM_VFS_H_
