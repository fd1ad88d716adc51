// An SQLite VFS on a simulated disk that counts what is asked of it, and fails when told to.
#ifndef INSTAR_TESTS_FAULTS_DISK_VFS_H_
#define INSTAR_TESTS_FAULTS_DISK_VFS_H_

#include <sqlite3.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "tests/faults/file_locks.h"
#include "tests/faults/simulated_disk.h"

namespace instar {

enum class DiskCall {
  kOpen,
  kDelete,
  kAccess,
  kRead,
  kWrite,
  kTruncate,
  kSync,
  kSize,
  kLock,
  kUnlock,
  kCheckLock,
  kMapShared,
  kLockShared,
};
inline constexpr std::size_t kDiskCalls = 13;

enum class FaultKind {
  kNone,
  kIoError,
  kShortWrite,   // half of it, then an I/O error
  kDiskFull,     // half of it, then SQLITE_FULL
  kLockRefused,  // SQLITE_BUSY
  kPowerCut,     // before the call: what was not synced is lost or torn
  kKilled,       // before the call: the process is gone, what it wrote is not
  kInterrupted,  // sqlite3_interrupt() during the call, which goes on
  kOutOfMemory,  // not the disk's: see failing_memory.h
};

struct Fault {
  FaultKind kind = FaultKind::kNone;
  std::size_t at = 0;    // which of the calls that this kind can hit, from 0
  bool lasting = false;  // all later ones as well
  bool only_syncs = false;
  std::uint64_t seed = 0;  // of what a power cut leaves
};

// While it lives it is SQLite's default VFS. Not for several threads.
class DiskVfs {
 public:
  explicit DiskVfs(SimulatedDisk* disk);
  ~DiskVfs();
  DiskVfs(const DiskVfs&) = delete;
  DiskVfs& operator=(const DiskVfs&) = delete;

  // Counts begin anew.
  void Arm(const Fault& fault);
  void Disarm() { Arm({}); }
  // That kInterrupted is for.
  void set_connection(sqlite3* db) { connection_ = db; }
  // Of the calls that the armed kind can hit. With kNone: of all.
  std::size_t calls() const { return calls_; }
  std::size_t calls(DiskCall call) const { return counts_[static_cast<std::size_t>(call)]; }
  // The strongest lock that anybody had since Arm(), as SQLITE_LOCK_... .
  int strongest_lock() const { return strongest_lock_; }
  bool hit() const { return hit_; }
  int open_files() const { return open_files_; }
  // After kPowerCut and kKilled: until then every call fails. All connections must be closed.
  void Restart(SimulatedDisk* disk);

 private:
  friend struct DiskVfsMethods;

  // SQLITE_OK, or what the call must answer instead of doing its work.
  int Before(DiskCall call);
  bool CanHit(DiskCall call) const;
  int ErrorOf(DiskCall call) const;

  SimulatedDisk* disk_;
  sqlite3_vfs vfs_{};
  sqlite3_vfs* former_default_;
  sqlite3* connection_ = nullptr;
  Fault fault_;
  std::array<std::size_t, kDiskCalls> counts_{};
  std::size_t calls_ = 0;
  int strongest_lock_ = 0;
  int open_files_ = 0;
  bool hit_ = false;
  bool dead_ = false;
  std::uint64_t randomness_ = 1;
  std::map<std::string, FileLocks> locks_;  // by name
};

}  // namespace instar

#endif  // INSTAR_TESTS_FAULTS_DISK_VFS_H_
