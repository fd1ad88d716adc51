#include "runtime/sqlite/backup_gate.h"

#include "instar/backup.h"
#include "runtime/sqlite/statement.h"

namespace instar::sqlite {
namespace {

// Changes when another connection has written.
std::int64_t DataVersion(sqlite3* db) {
  Statement read;
  if (read.Prepare(db, "PRAGMA main.data_version") != SQLITE_OK || read.Step() != SQLITE_ROW) return -1;
  return read.ColumnInteger(0);
}

}  // namespace

Status BackupGate::Pass(std::string* path) {
  const BackupFunction& backup = job_->options->backup;
  if (backup == nullptr) return OkStatus();
  // A revision that was rolled back to be run again has let others in.
  const std::int64_t version = DataVersion(job_->db);
  if (made_ && made_at_ == version) return OkStatus();

  watch_->BeginBackup();
  const auto count = [](void* watch, std::int64_t done, std::int64_t total) {
    return static_cast<Watch*>(watch)->Count(done, total);
  };
  const BackupRequest request(job_->db, count, watch_);
  std::string made;
  Status status = backup(request, &made);
  // First of all: whatever failed, it was because of this.
  if (Status cancelled = watch_->Check(); !cancelled.ok()) return cancelled;
  if (!status.ok()) return status;
  if (sqlite3_get_autocommit(job_->db) != 0) {
    return Status(StatusCode::kBackupFailed,
                  "the backup function ended the transaction that keeps others from writing; nothing was "
                  "changed");
  }
  made_ = true;
  made_at_ = version;
  *path = std::move(made);
  return status;
}

}  // namespace instar::sqlite
