#include "tests/faults/disk_vfs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>

namespace instar {

namespace {

struct OpenFile {
  const sqlite3_io_methods* methods;
  DiskVfs* vfs;
  DiskFilePointer file;
  FileLocks* locks;
  HeldLocks held;
  // A journal that may be new: its first sync makes its name safe too, as on Unix.
  bool sync_folder;
};

OpenFile& Of(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }

}  // namespace

// The functions that SQLite calls.
struct DiskVfsMethods {
  static DiskVfs& Of(sqlite3_vfs* vfs) { return *static_cast<DiskVfs*>(vfs->pAppData); }
  static int Before(sqlite3_file* file, DiskCall call) { return instar::Of(file).vfs->Before(call); }
  static FaultKind KindOf(sqlite3_file* file) { return instar::Of(file).vfs->fault_.kind; }

  static int Open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags);
  static int Delete(sqlite3_vfs* vfs, const char* name, int sync_folder);
  static int Access(sqlite3_vfs* vfs, const char* name, int flags, int* result);
  static int FullPathname(sqlite3_vfs* vfs, const char* name, int size, char* out);
  static int Randomness(sqlite3_vfs* vfs, int size, char* out);
  static int Sleep(sqlite3_vfs* vfs, int microseconds);
  static int CurrentTime(sqlite3_vfs* vfs, sqlite3_int64* milliseconds);
  static int LastError(sqlite3_vfs*, int, char*) { return 0; }

  static int Close(sqlite3_file* file);
  static int Read(sqlite3_file* file, void* out, int size, sqlite3_int64 offset);
  static int Write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset);
  static int Truncate(sqlite3_file* file, sqlite3_int64 size);
  static int Sync(sqlite3_file* file, int flags);
  static int Size(sqlite3_file* file, sqlite3_int64* size);
  static int Lock(sqlite3_file* file, int level);
  static int Unlock(sqlite3_file* file, int level);
  static int CheckLock(sqlite3_file* file, int* reserved);
  static int Control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
  static int SectorSize(sqlite3_file*) { return 512; }
  static int Characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }
  static int MapShared(sqlite3_file* file, int region, int size, int extend, void volatile** out);
  static int LockShared(sqlite3_file* file, int offset, int count, int flags);
  static void Barrier(sqlite3_file*) {}
  static int UnmapShared(sqlite3_file* file, int remove);
};

namespace {

constexpr sqlite3_io_methods kMethods = {2,
                                         &DiskVfsMethods::Close,
                                         &DiskVfsMethods::Read,
                                         &DiskVfsMethods::Write,
                                         &DiskVfsMethods::Truncate,
                                         &DiskVfsMethods::Sync,
                                         &DiskVfsMethods::Size,
                                         &DiskVfsMethods::Lock,
                                         &DiskVfsMethods::Unlock,
                                         &DiskVfsMethods::CheckLock,
                                         &DiskVfsMethods::Control,
                                         &DiskVfsMethods::SectorSize,
                                         &DiskVfsMethods::Characteristics,
                                         &DiskVfsMethods::MapShared,
                                         &DiskVfsMethods::LockShared,
                                         &DiskVfsMethods::Barrier,
                                         &DiskVfsMethods::UnmapShared,
                                         nullptr,
                                         nullptr};

// A name for each temporary file, which nobody else can open.
constexpr char kTemporary[] = "<temporary>";

}  // namespace

DiskVfs::DiskVfs(SimulatedDisk* disk) : disk_(disk), former_default_(sqlite3_vfs_find(nullptr)) {
  vfs_.iVersion = 2;
  vfs_.szOsFile = sizeof(OpenFile);
  vfs_.mxPathname = 256;
  vfs_.zName = "simulated-disk";
  vfs_.pAppData = this;
  vfs_.xOpen = &DiskVfsMethods::Open;
  vfs_.xDelete = &DiskVfsMethods::Delete;
  vfs_.xAccess = &DiskVfsMethods::Access;
  vfs_.xFullPathname = &DiskVfsMethods::FullPathname;
  vfs_.xRandomness = &DiskVfsMethods::Randomness;
  vfs_.xSleep = &DiskVfsMethods::Sleep;
  vfs_.xGetLastError = &DiskVfsMethods::LastError;
  vfs_.xCurrentTimeInt64 = &DiskVfsMethods::CurrentTime;
  EXPECT_EQ(sqlite3_vfs_register(&vfs_, 1), SQLITE_OK);
}

DiskVfs::~DiskVfs() {
  EXPECT_EQ(open_files_, 0);
  sqlite3_vfs_register(former_default_, 1);
  sqlite3_vfs_unregister(&vfs_);
}

void DiskVfs::Arm(const Fault& fault) {
  fault_ = fault;
  counts_ = {};
  calls_ = 0;
  strongest_lock_ = 0;
  hit_ = false;
}

void DiskVfs::Restart(SimulatedDisk* disk) {
  EXPECT_EQ(open_files_, 0);
  disk_ = disk;
  dead_ = false;
  locks_.clear();
  Disarm();
}

bool DiskVfs::CanHit(DiskCall call) const {
  switch (fault_.kind) {
    case FaultKind::kNone:
    case FaultKind::kIoError:
    case FaultKind::kInterrupted:
      return true;
    case FaultKind::kOutOfMemory:
      return false;
    case FaultKind::kShortWrite:
    case FaultKind::kDiskFull:
      return call == DiskCall::kWrite;
    case FaultKind::kLockRefused:
      return call == DiskCall::kLock || call == DiskCall::kLockShared;
    case FaultKind::kPowerCut:
    case FaultKind::kKilled:
      return call == DiskCall::kSync ||
             (!fault_.only_syncs &&
              (call == DiskCall::kWrite || call == DiskCall::kTruncate || call == DiskCall::kDelete));
  }
  return false;
}

int DiskVfs::ErrorOf(DiskCall call) const {
  switch (call) {
    case DiskCall::kOpen:
      return SQLITE_CANTOPEN;
    case DiskCall::kDelete:
      return SQLITE_IOERR_DELETE;
    case DiskCall::kAccess:
      return SQLITE_IOERR_ACCESS;
    case DiskCall::kRead:
      return SQLITE_IOERR_READ;
    case DiskCall::kWrite:
      return fault_.kind == FaultKind::kDiskFull ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    case DiskCall::kTruncate:
      return SQLITE_IOERR_TRUNCATE;
    case DiskCall::kSync:
      return SQLITE_IOERR_FSYNC;
    case DiskCall::kSize:
      return SQLITE_IOERR_FSTAT;
    case DiskCall::kLock:
      return fault_.kind == FaultKind::kLockRefused ? SQLITE_BUSY : SQLITE_IOERR_LOCK;
    case DiskCall::kUnlock:
      return SQLITE_IOERR_UNLOCK;
    case DiskCall::kCheckLock:
      return SQLITE_IOERR_CHECKRESERVEDLOCK;
    case DiskCall::kMapShared:
      return SQLITE_IOERR_SHMMAP;
    case DiskCall::kLockShared:
      return fault_.kind == FaultKind::kLockRefused ? SQLITE_BUSY : SQLITE_IOERR_SHMLOCK;
  }
  return SQLITE_IOERR;
}

int DiskVfs::Before(DiskCall call) {
  if (dead_) return SQLITE_IOERR;
  ++counts_[static_cast<std::size_t>(call)];
  if (!CanHit(call)) return SQLITE_OK;
  const std::size_t number = calls_++;
  if (fault_.kind == FaultKind::kNone) return SQLITE_OK;
  if (fault_.lasting ? number < fault_.at : number != fault_.at) return SQLITE_OK;
  hit_ = true;
  if (fault_.kind == FaultKind::kInterrupted) {
    sqlite3_interrupt(connection_);
    return SQLITE_OK;
  }
  dead_ = fault_.kind == FaultKind::kPowerCut || fault_.kind == FaultKind::kKilled;
  if (fault_.kind == FaultKind::kPowerCut) {
    std::mt19937_64 random(fault_.seed);
    disk_->LosePower(random);
  }
  return dead_ ? SQLITE_IOERR : ErrorOf(call);
}

int DiskVfsMethods::Open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  DiskVfs& of = Of(vfs);
  file->pMethods = nullptr;
  if (const int code = of.Before(DiskCall::kOpen); code != SQLITE_OK) return SQLITE_CANTOPEN;
  const std::string path = name == nullptr ? kTemporary : name;
  DiskFilePointer found = name == nullptr ? std::make_shared<DiskFile>() : of.disk_->Find(path);
  const bool may_create = (flags & SQLITE_OPEN_CREATE) != 0;
  if (found == nullptr && !may_create) return SQLITE_CANTOPEN;
  if (found == nullptr) found = of.disk_->Create(path);
  constexpr int kJournals = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;
  new (file) OpenFile{&kMethods, &of, found, &of.locks_[path], {}, may_create && (flags & kJournals) != 0};
  ++of.open_files_;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int DiskVfsMethods::Delete(sqlite3_vfs* vfs, const char* name, int sync_folder) {
  DiskVfs& of = Of(vfs);
  if (const int code = of.Before(DiskCall::kDelete); code != SQLITE_OK) return code;
  if (!of.disk_->Remove(name)) return SQLITE_IOERR_DELETE_NOENT;
  if (sync_folder != 0) of.disk_->SyncFolder();
  return SQLITE_OK;
}

int DiskVfsMethods::Access(sqlite3_vfs* vfs, const char* name, int flags, int* result) {
  DiskVfs& of = Of(vfs);
  *result = 0;
  if (const int code = of.Before(DiskCall::kAccess); code != SQLITE_OK) return code;
  const DiskFilePointer found = of.disk_->Find(name);
  // An empty file is none, as on Unix.
  *result = found != nullptr && (flags != SQLITE_ACCESS_EXISTS || !found->data().empty()) ? 1 : 0;
  return SQLITE_OK;
}

int DiskVfsMethods::FullPathname(sqlite3_vfs*, const char* name, int size, char* out) {
  sqlite3_snprintf(size, out, "%s", name);
  return SQLITE_OK;
}

// The same in every run, so that the n-th call is the same call.
int DiskVfsMethods::Randomness(sqlite3_vfs* vfs, int size, char* out) {
  std::mt19937_64 random(Of(vfs).randomness_++);
  for (int i = 0; i < size; ++i) out[i] = static_cast<char>(random());
  return size;
}

// Nobody else is there to wait for.
int DiskVfsMethods::Sleep(sqlite3_vfs*, int microseconds) { return microseconds; }

int DiskVfsMethods::CurrentTime(sqlite3_vfs*, sqlite3_int64* milliseconds) {
  *milliseconds = 212'700'000'000'000;
  return SQLITE_OK;
}

int DiskVfsMethods::Close(sqlite3_file* file) {
  OpenFile& of = instar::Of(file);
  of.locks->Unlock(&of.held, SQLITE_LOCK_NONE);
  of.locks->UnlockSlots(&of.held, 0, SQLITE_SHM_NLOCK);
  --of.vfs->open_files_;
  of.~OpenFile();
  return SQLITE_OK;
}

int DiskVfsMethods::Read(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
  if (const int code = Before(file, DiskCall::kRead); code != SQLITE_OK) return code;
  const std::string& data = instar::Of(file).file->data();
  const auto from = std::min(static_cast<std::size_t>(offset), data.size());
  const auto wanted = static_cast<std::size_t>(size);
  const std::size_t there = std::min(wanted, data.size() - from);
  std::memcpy(out, data.data() + from, there);
  std::memset(static_cast<char*>(out) + there, 0, wanted - there);
  return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int DiskVfsMethods::Write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  OpenFile& of = instar::Of(file);
  const int code = Before(file, DiskCall::kWrite);
  const FaultKind kind = KindOf(file);
  const bool half = code != SQLITE_OK && (kind == FaultKind::kShortWrite || kind == FaultKind::kDiskFull);
  if (code != SQLITE_OK && !half) return code;
  const auto written = static_cast<std::size_t>(half ? size / 2 : size);
  of.file->Write(static_cast<std::size_t>(offset), {static_cast<const char*>(bytes), written});
  return code;
}

int DiskVfsMethods::Truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (const int code = Before(file, DiskCall::kTruncate); code != SQLITE_OK) return code;
  instar::Of(file).file->Resize(static_cast<std::size_t>(size));
  return SQLITE_OK;
}

int DiskVfsMethods::Sync(sqlite3_file* file, int /*flags*/) {
  OpenFile& of = instar::Of(file);
  if (const int code = Before(file, DiskCall::kSync); code != SQLITE_OK) return code;
  of.file->Sync();
  if (of.sync_folder) of.vfs->disk_->SyncFolder();
  of.sync_folder = false;
  return SQLITE_OK;
}

int DiskVfsMethods::Size(sqlite3_file* file, sqlite3_int64* size) {
  if (const int code = Before(file, DiskCall::kSize); code != SQLITE_OK) return code;
  *size = static_cast<sqlite3_int64>(instar::Of(file).file->data().size());
  return SQLITE_OK;
}

int DiskVfsMethods::Lock(sqlite3_file* file, int level) {
  OpenFile& of = instar::Of(file);
  if (of.held.level >= level) return SQLITE_OK;
  if (const int code = Before(file, DiskCall::kLock); code != SQLITE_OK) return code;
  const int code = of.locks->Lock(&of.held, level);
  of.vfs->strongest_lock_ = std::max(of.vfs->strongest_lock_, of.held.level);
  return code;
}

int DiskVfsMethods::Unlock(sqlite3_file* file, int level) {
  OpenFile& of = instar::Of(file);
  if (of.held.level <= level) return SQLITE_OK;
  // The lock is gone even where the call fails.
  of.locks->Unlock(&of.held, level);
  return Before(file, DiskCall::kUnlock);
}

int DiskVfsMethods::CheckLock(sqlite3_file* file, int* reserved) {
  *reserved = 0;
  if (const int code = Before(file, DiskCall::kCheckLock); code != SQLITE_OK) return code;
  *reserved = instar::Of(file).locks->IsReserved() ? 1 : 0;
  return SQLITE_OK;
}

int DiskVfsMethods::MapShared(sqlite3_file* file, int region, int size, int extend, void volatile** out) {
  *out = nullptr;
  if (const int code = Before(file, DiskCall::kMapShared); code != SQLITE_OK) return code;
  FileLocks& locks = *instar::Of(file).locks;
  *out = locks.Region(static_cast<std::size_t>(region), static_cast<std::size_t>(size), extend != 0);
  return SQLITE_OK;
}

int DiskVfsMethods::LockShared(sqlite3_file* file, int first, int count, int flags) {
  OpenFile& of = instar::Of(file);
  if ((flags & SQLITE_SHM_UNLOCK) != 0) {
    of.locks->UnlockSlots(&of.held, first, count);
    return SQLITE_OK;
  }
  if (const int code = Before(file, DiskCall::kLockShared); code != SQLITE_OK) return code;
  return of.locks->LockSlots(&of.held, first, count, (flags & SQLITE_SHM_SHARED) != 0);
}

int DiskVfsMethods::UnmapShared(sqlite3_file* file, int remove) {
  OpenFile& of = instar::Of(file);
  of.locks->UnlockSlots(&of.held, 0, SQLITE_SHM_NLOCK);
  if (remove != 0) of.locks->RemoveRegions();
  return SQLITE_OK;
}

}  // namespace instar
