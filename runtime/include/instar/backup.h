// A copy of the database before the first pending revision.
//
//   #include <instar/sqlite_backup.h>
//   options.backup = instar::sqlite::KeepBackups({/*folder=*/"", /*keep=*/3});
//
// The migration calls the function when something is pending, with the database locked against all other
// writers and nothing changed yet, and goes on only if it answers ok. The lock is kept until the first
// revision is committed: what that revision changes is all that the copy lacks. (A revision of `transaction
// none` runs without the lock: before its first statement others may write.) A program may write a function
// of its own.
#ifndef INSTAR_BACKUP_H_
#define INSTAR_BACKUP_H_

#include <cstdint>
#include <functional>
#include <string>

#include "instar/status.h"

namespace instar {

class BackupRequest {
 public:
  // Made by drivers.
  using ProgressCall = bool (*)(void* context, std::int64_t done, std::int64_t total);
  BackupRequest(void* native_handle, ProgressCall progress, void* context)
      : native_handle_(native_handle), progress_(progress), context_(context) {}
  BackupRequest(const BackupRequest&) = delete;
  BackupRequest& operator=(const BackupRequest&) = delete;

  // The driver's connection, which holds the lock inside a transaction: it may read, and nothing else.
  void* native_handle() const { return native_handle_; }
  // Says how far the copy is, in any unit. False when the migration was cancelled: return soon, with any
  // status.
  bool Progress(std::int64_t done, std::int64_t total) const { return progress_(context_, done, total); }

 private:
  void* native_handle_;
  ProgressCall progress_;
  void* context_;
};

// `path` gets where the copy is, for Report::backup; it stays empty when there was nothing to copy. A status
// that is not ok stops the migration with it, before anything was changed.
using BackupFunction = std::function<Status(const BackupRequest& request, std::string* path)>;

}  // namespace instar

#endif  // INSTAR_BACKUP_H_
