// The backup before the first change: Options::backup.
#ifndef INSTAR_RUNTIME_SQLITE_BACKUP_GATE_H_
#define INSTAR_RUNTIME_SQLITE_BACKUP_GATE_H_

#include <cstdint>
#include <string>

#include "instar/status.h"
#include "runtime/sqlite/job.h"
#include "runtime/sqlite/watch.h"

namespace instar::sqlite {

class BackupGate {
 public:
  // Both must outlive it.
  BackupGate(const Job& job, Watch& watch) : job_(&job), watch_(&watch) {}

  // To be passed with the write lock held, before anything is run in its transaction, as long as nothing was
  // committed. Makes the backup, where one is wanted and the last one is not that of this very state. `path`
  // gets where it is. May throw what the caller's function throws.
  Status Pass(std::string* path);

 private:
  const Job* job_;
  Watch* watch_;
  bool made_ = false;
  std::int64_t made_at_ = 0;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_BACKUP_GATE_H_
