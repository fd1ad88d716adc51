// The locks on one database file, and the shared memory of its WAL.
#ifndef INSTAR_TESTS_FAULTS_FILE_LOCKS_H_
#define INSTAR_TESTS_FAULTS_FILE_LOCKS_H_

#include <sqlite3.h>

#include <cstddef>
#include <memory>
#include <vector>

namespace instar {

// Held by one open file.
struct HeldLocks {
  int level = SQLITE_LOCK_NONE;
  unsigned shared_slots = 0;
  unsigned exclusive_slots = 0;
};

// Result codes are SQLite's: done, or SQLITE_BUSY.
class FileLocks {
 public:
  // Many readers; one that will write, beside them; one that keeps new readers out; one that is alone.
  int Lock(HeldLocks* held, int level);
  void Unlock(HeldLocks* held, int level);
  bool IsReserved() const { return writer_ != nullptr; }

  // The eight locks on a WAL's index.
  int LockSlots(HeldLocks* held, int first, int count, bool shared);
  void UnlockSlots(HeldLocks* held, int first, int count);
  // Null when it is not there and shall not be made.
  void* Region(std::size_t index, std::size_t size, bool make);
  void RemoveRegions() { regions_.clear(); }

 private:
  int readers_ = 0;
  const HeldLocks* writer_ = nullptr;  // RESERVED or more
  bool closed_to_readers_ = false;     // the writer has PENDING or more
  int slot_readers_[SQLITE_SHM_NLOCK] = {};
  const HeldLocks* slot_writers_[SQLITE_SHM_NLOCK] = {};
  std::vector<std::unique_ptr<std::vector<char>>> regions_;
};

}  // namespace instar

#endif  // INSTAR_TESTS_FAULTS_FILE_LOCKS_H_
