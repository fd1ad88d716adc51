#include <sqlite3.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "instar/sqlite_backup.h"
#include "runtime/message.h"
#include "runtime/sqlite/backup_names.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/statement.h"
#include "runtime/system/file_system.h"

namespace instar::sqlite {
namespace {

constexpr int kPagesAtOnce = 1024;
// Instructions between two looks whether the check was cancelled.
constexpr int kInstructions = 10'000;
// The lock on the copied database is ours: nobody holds it for long.
constexpr int kBusyMs = 10'000;

class Connection {
 public:
  Connection() = default;
  ~Connection() { sqlite3_close(db_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  sqlite3* db() const { return db_; }
  int Open(const std::string& path, int flags, const char* vfs) {
    const int rc =
        sqlite3_open_v2(path.c_str(), &db_, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, vfs);
    if (rc == SQLITE_OK) sqlite3_busy_timeout(db_, kBusyMs);
    return rc;
  }
  void Close() { sqlite3_close(std::exchange(db_, nullptr)); }

 private:
  sqlite3* db_ = nullptr;
};

// As a URI, with the promise that nobody changes the file: so no journal is looked for, and no file is made.
std::string ImmutableUri(std::string_view path) {
  std::string uri = path[0] == '/' ? "file://" : "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      uri.append(c == '%' ? "%25" : c == '?' ? "%3F" : "%23");
    } else {
      uri.push_back(c);
    }
  }
  return uri + "?immutable=1";
}

// One backup. All members that return bool give false when they fail, with status_ set.
class Backup {
 public:
  Backup(const BackupSettings& settings, const BackupRequest& request)
      : settings_(&settings), request_(&request), db_(static_cast<sqlite3*>(request.native_handle())) {}
  ~Backup() {
    if (!part_.empty()) RemovePart(part_);
  }
  Backup(const Backup&) = delete;
  Backup& operator=(const Backup&) = delete;

  Status Make(std::string* path) {
    bool empty = false;
    if (!Measure(&empty) || empty) return std::move(status_);
    if (FindSource() && ReadFolder() && Reserve() && Copy() && Check() && Publish()) {
      *path = complete_;
      DeleteOld();
    }
    return std::move(status_);
  }

 private:
  bool Refuse(std::string_view why) {
    status_ =
        StatusOf(StatusCode::kBackupFailed,
                 "no backup could be made, so the migration did not begin and nothing was changed: %", {why});
    return false;
  }
  bool RefuseFor(sqlite3* db, int rc, const char* doing) {
    return Refuse(Message("cannot %: %", {doing, WordsOf(db, rc)}));
  }
  bool Cancelled() {
    status_ = Status(StatusCode::kCancelled, "cancelled while the backup was made; nothing was changed");
    return false;
  }

  // How large the database is, as its owner's connection sees it.
  bool Measure(bool* empty);
  bool FindSource();
  bool ReadFolder();
  bool Reserve();
  bool Prepare(const Connection& connection);
  bool Copy();
  bool CopyPages(sqlite3* from, sqlite3* to);
  bool Check();
  bool Publish();
  void DeleteOld();
  void RemovePart(const std::string& path);

  const BackupSettings* settings_;
  const BackupRequest* request_;
  sqlite3* db_;
  Status status_;
  std::int64_t pages_ = 0;
  std::int64_t page_size_ = 0;
  std::string source_;
  const char* vfs_ = nullptr;
  std::string folder_;  // with a separator at its end
  std::optional<BackupNames> names_;
  std::string complete_;
  std::string part_;  // exists, and must go
};

bool Number(sqlite3* db, std::string_view sql, std::int64_t* number) {
  Statement read;
  if (read.Prepare(db, sql) != SQLITE_OK || read.Step() != SQLITE_ROW) return false;
  *number = read.ColumnInteger(0);
  return true;
}

bool Backup::Measure(bool* empty) {
  std::int64_t tables = 0;
  if (!Number(db_, "PRAGMA main.page_count", &pages_) || !Number(db_, "PRAGMA main.page_size", &page_size_) ||
      !Number(db_, "SELECT count(*) FROM main.sqlite_master", &tables)) {
    return RefuseFor(db_, sqlite3_errcode(db_), "read the database");
  }
  *empty = tables == 0;
  return true;
}

// The interface does not copy from a connection that writes, and only one that writes keeps others from
// writing: so another connection reads, while the owner's holds the lock.
bool Backup::FindSource() {
  const char* path = sqlite3_db_filename(db_, "main");
  source_ = path == nullptr ? "" : path;
  if (source_.empty() || !IsRegularFile(source_)) {
    return Refuse(
        "the database has no file of its own (it lives in memory, or is temporary): unset "
        "Options::backup for it");
  }
  int moved = 0;
  sqlite3_vfs* vfs = nullptr;
  if (sqlite3_file_control(db_, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0) {
    return Refuse(Message("'%' was moved or deleted while it was open: open it anew", {source_}));
  }
  if (sqlite3_file_control(db_, "main", SQLITE_FCNTL_VFS_POINTER, &vfs) == SQLITE_OK && vfs != nullptr) {
    vfs_ = vfs->zName;
  }
  Statement mode;
  if (mode.Prepare(db_, "PRAGMA main.locking_mode") == SQLITE_OK && mode.Step() == SQLITE_ROW &&
      mode.Column(0) == "exclusive") {
    return Refuse(
        "the connection keeps the file to itself (locking_mode = EXCLUSIVE), and a second one must "
        "read it: set it to NORMAL for the migration");
  }
  return true;
}

bool Backup::ReadFolder() {
  folder_ = settings_->folder;
  if (folder_.empty()) folder_ = source_.substr(0, source_.find_last_of("/\\") + 1);
  if (folder_.back() != '/' && folder_.back() != '\\') folder_.push_back('/');
  std::vector<std::string> files;
  std::string why;
  if (!ListFolder(folder_, &files, &why)) {
    return Refuse(Message("cannot read the folder '%': %; make it, or name another one", {folder_, why}));
  }
  names_.emplace(source_);
  names_->Read(files);
  for (const std::string& part : names_->parts()) RemovePart(folder_ + part);

  std::uint64_t available = 0;
  if (!FindFreeBytes(folder_, &available, &why)) {
    return Refuse(Message("cannot find out how much room there is in '%': %", {folder_, why}));
  }
  const auto needed = static_cast<std::uint64_t>(pages_ * page_size_);
  if (available >= needed) return true;
  return Refuse(Message(
      "it takes % bytes, and only % are free in '%': free some, or set another folder",
      {Decimal(static_cast<std::int64_t>(needed)), Decimal(static_cast<std::int64_t>(available)), folder_}));
}

// Whoever makes the part owns both names: a complete one was a part before. So two processes that use this
// folder for databases of one path (on two machines) do not meet.
bool Backup::Reserve() {
  std::string name;
  if (const int rc = names_->Next(db_, &name); rc != SQLITE_OK) return RefuseFor(db_, rc, "tell the time");
  complete_ = folder_ + name;
  const std::string part = complete_ + std::string(kPartSuffix);
  bool taken = false;
  std::string why;
  if (!CreateNewFile(part, source_, &taken, &why)) {
    return Refuse(Message("cannot make '%': %", {part, taken ? "another process is making it" : why}));
  }
  part_ = part;
  return !IsRegularFile(complete_) || Refuse(Message("'%' was made by another process", {complete_}));
}

bool Backup::Prepare(const Connection& connection) {
  if (!settings_->prepare) return true;
  const Status status = settings_->prepare(connection.db());
  return status.ok() || Refuse(Message("BackupSettings::prepare said: %", {status.message()}));
}

bool Backup::Copy() {
  Connection from;
  int rc = from.Open(source_, SQLITE_OPEN_READWRITE, vfs_);
  if (rc != SQLITE_OK) return RefuseFor(from.db(), rc, "open the database a second time");
  Connection to;
  rc = to.Open(part_, SQLITE_OPEN_READWRITE, vfs_);
  if (rc != SQLITE_OK) return RefuseFor(to.db(), rc, "open the copy");
  if (!Prepare(from) || !Prepare(to)) return false;
  // It is thrown away where it is not finished, and synced in the end.
  sqlite3_exec(to.db(), "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", nullptr, nullptr, nullptr);
  if (!CopyPages(from.db(), to.db())) return false;
  to.Close();
  std::string why;
  return SyncFile(part_, &why) || Refuse(Message("cannot write '%' to the disk: %", {part_, why}));
}

bool Backup::CopyPages(sqlite3* from, sqlite3* to) {
  sqlite3_backup* copy = sqlite3_backup_init(to, "main", from, "main");
  int rc = copy == nullptr ? sqlite3_errcode(to) : SQLITE_OK;
  bool go_on = true;
  while (rc == SQLITE_OK && go_on) {
    rc = sqlite3_backup_step(copy, kPagesAtOnce);
    const int total = sqlite3_backup_pagecount(copy);
    go_on = request_->Progress(total - sqlite3_backup_remaining(copy), total);
  }
  const std::int64_t copied = copy == nullptr ? 0 : sqlite3_backup_pagecount(copy);
  const int finish = sqlite3_backup_finish(copy);
  if (!go_on) return Cancelled();
  if (rc != SQLITE_DONE) return RefuseFor(to, rc, "copy the database");
  if (finish != SQLITE_OK) return RefuseFor(to, finish, "copy the database");
  return copied == pages_ || Refuse(Message("'%' is not the database that is open", {source_}));
}

bool Backup::Check() {
  Connection copy;
  int rc = copy.Open(ImmutableUri(part_), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, vfs_);
  if (rc != SQLITE_OK) return RefuseFor(copy.db(), rc, "open the copy");
  if (!Prepare(copy)) return false;
  struct Look {
    const BackupRequest* request;
    std::int64_t pages;
    bool go_on;
  } look = {request_, pages_, true};
  const auto handler = [](void* context) {
    auto& its = *static_cast<Look*>(context);
    its.go_on = its.go_on && its.request->Progress(its.pages, its.pages);
    return its.go_on ? 0 : 1;
  };
  sqlite3_progress_handler(copy.db(), kInstructions, handler, &look);
  Statement check;
  rc = check.Prepare(copy.db(), "PRAGMA main.integrity_check(1)");
  if (rc == SQLITE_OK) rc = check.Step();
  if (!look.go_on) return Cancelled();
  if (rc != SQLITE_ROW) return RefuseFor(copy.db(), rc, "check the copy");
  if (check.Column(0) == "ok") return true;
  return Refuse(
      Message("the copy is damaged, and most likely so is the database ('PRAGMA integrity_check' "
              "says: %): save what can be read of it first",
              {check.Column(0)}));
}

bool Backup::Publish() {
  std::string why;
  if (!RenameFile(part_, complete_, &why)) {
    return Refuse(Message("cannot rename '%': %", {part_, why}));
  }
  part_.clear();
  return SyncFolder(folder_, &why) || Refuse(Message("cannot write '%' to the disk: %", {folder_, why}));
}

// What cannot be deleted is no reason to stop: the next one tries again.
void Backup::DeleteOld() {
  const std::vector<std::string>& old = names_->complete();
  const auto keep = static_cast<std::size_t>(settings_->keep);
  if (settings_->keep <= 0 || old.size() < keep) return;
  for (std::size_t i = 0; i <= old.size() - keep; ++i) RemoveFile(folder_ + old[i]);
}

void Backup::RemovePart(const std::string& path) {
  RemoveFile(path);
  RemoveFile(path + "-wal");
}

}  // namespace

BackupFunction KeepBackups(BackupSettings settings) {
  return [settings = std::move(settings)](const BackupRequest& request, std::string* path) {
    return Backup(settings, request).Make(path);
  };
}

}  // namespace instar::sqlite
