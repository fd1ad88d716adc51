#include "tests/faults/shim_vfs.h"

#include <gtest/gtest.h>

#include <csignal>

namespace instar {
namespace {

// In front of the real file, which lies behind it in the same memory.
struct ShimFile {
  const sqlite3_io_methods* methods;
  ShimVfs* vfs;
};

sqlite3_file* RealOf(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<ShimFile*>(file) + 1);
}

}  // namespace

struct ShimVfsMethods {
  static ShimVfs& Of(sqlite3_vfs* vfs) { return *static_cast<ShimVfs*>(vfs->pAppData); }
  static bool Fails(sqlite3_file* file, bool writes = false) {
    return reinterpret_cast<ShimFile*>(file)->vfs->Fails(writes);
  }
  static int ErrorOf(sqlite3_file* file, int error) {
    const bool full = reinterpret_cast<ShimFile*>(file)->vfs->fault_ == ShimVfs::Fault::kDiskFull;
    return full ? SQLITE_FULL : error;
  }

  static int Open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags);
  static int Delete(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    sqlite3_vfs* const real = Of(vfs).real_;
    return Of(vfs).Fails(false) ? SQLITE_IOERR_DELETE : real->xDelete(real, name, sync_folder);
  }
  static int Access(sqlite3_vfs* vfs, const char* name, int flags, int* result) {
    sqlite3_vfs* const real = Of(vfs).real_;
    return Of(vfs).Fails(false) ? SQLITE_IOERR_ACCESS : real->xAccess(real, name, flags, result);
  }

  static int Close(sqlite3_file* file) { return RealOf(file)->pMethods->xClose(RealOf(file)); }
  static int Read(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
    return Fails(file) ? SQLITE_IOERR_READ : RealOf(file)->pMethods->xRead(RealOf(file), out, size, offset);
  }
  static int Write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    return Fails(file, true) ? ErrorOf(file, SQLITE_IOERR_WRITE)
                             : RealOf(file)->pMethods->xWrite(RealOf(file), bytes, size, offset);
  }
  static int Truncate(sqlite3_file* file, sqlite3_int64 size) {
    return Fails(file) ? SQLITE_IOERR_TRUNCATE : RealOf(file)->pMethods->xTruncate(RealOf(file), size);
  }
  static int Sync(sqlite3_file* file, int flags) {
    return Fails(file) ? SQLITE_IOERR_FSYNC : RealOf(file)->pMethods->xSync(RealOf(file), flags);
  }
  static int Size(sqlite3_file* file, sqlite3_int64* size) {
    return Fails(file) ? SQLITE_IOERR_FSTAT : RealOf(file)->pMethods->xFileSize(RealOf(file), size);
  }
  static int Lock(sqlite3_file* file, int level) {
    return Fails(file) ? SQLITE_IOERR_LOCK : RealOf(file)->pMethods->xLock(RealOf(file), level);
  }
  static int Unlock(sqlite3_file* file, int level) {
    return RealOf(file)->pMethods->xUnlock(RealOf(file), level);
  }
  static int CheckLock(sqlite3_file* file, int* reserved) {
    return RealOf(file)->pMethods->xCheckReservedLock(RealOf(file), reserved);
  }
  static int Control(sqlite3_file* file, int operation, void* argument) {
    return RealOf(file)->pMethods->xFileControl(RealOf(file), operation, argument);
  }
  static int SectorSize(sqlite3_file* file) { return RealOf(file)->pMethods->xSectorSize(RealOf(file)); }
  static int Characteristics(sqlite3_file* file) {
    return RealOf(file)->pMethods->xDeviceCharacteristics(RealOf(file));
  }
  static int MapShared(sqlite3_file* file, int region, int size, int extend, void volatile** out) {
    return Fails(file) ? SQLITE_IOERR_SHMMAP
                       : RealOf(file)->pMethods->xShmMap(RealOf(file), region, size, extend, out);
  }
  static int LockShared(sqlite3_file* file, int offset, int count, int flags) {
    return RealOf(file)->pMethods->xShmLock(RealOf(file), offset, count, flags);
  }
  static void Barrier(sqlite3_file* file) { RealOf(file)->pMethods->xShmBarrier(RealOf(file)); }
  static int UnmapShared(sqlite3_file* file, int remove) {
    return RealOf(file)->pMethods->xShmUnmap(RealOf(file), remove);
  }
};

namespace {

constexpr sqlite3_io_methods kMethods = {2,
                                         &ShimVfsMethods::Close,
                                         &ShimVfsMethods::Read,
                                         &ShimVfsMethods::Write,
                                         &ShimVfsMethods::Truncate,
                                         &ShimVfsMethods::Sync,
                                         &ShimVfsMethods::Size,
                                         &ShimVfsMethods::Lock,
                                         &ShimVfsMethods::Unlock,
                                         &ShimVfsMethods::CheckLock,
                                         &ShimVfsMethods::Control,
                                         &ShimVfsMethods::SectorSize,
                                         &ShimVfsMethods::Characteristics,
                                         &ShimVfsMethods::MapShared,
                                         &ShimVfsMethods::LockShared,
                                         &ShimVfsMethods::Barrier,
                                         &ShimVfsMethods::UnmapShared,
                                         nullptr,
                                         nullptr};

}  // namespace

int ShimVfsMethods::Open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  ShimVfs& of = Of(vfs);
  file->pMethods = nullptr;
  if (of.Fails(false)) return SQLITE_CANTOPEN;
  const int rc = of.real_->xOpen(of.real_, name, RealOf(file), flags, out_flags);
  if (rc != SQLITE_OK) return rc;
  *reinterpret_cast<ShimFile*>(file) = {&kMethods, &of};
  return rc;
}

// All that has nothing to do with files is the real one's.
ShimVfs::ShimVfs() : real_(sqlite3_vfs_find(nullptr)), vfs_(*real_) {
  vfs_.szOsFile = static_cast<int>(sizeof(ShimFile)) + real_->szOsFile;
  vfs_.zName = "shim";
  vfs_.pAppData = this;
  vfs_.xOpen = &ShimVfsMethods::Open;
  vfs_.xDelete = &ShimVfsMethods::Delete;
  vfs_.xAccess = &ShimVfsMethods::Access;
  EXPECT_EQ(sqlite3_vfs_register(&vfs_, 1), SQLITE_OK);
}

ShimVfs::~ShimVfs() {
  sqlite3_vfs_register(real_, 1);
  sqlite3_vfs_unregister(&vfs_);
}

void ShimVfs::Arm(Fault fault, std::size_t at, bool lasting) {
  fault_ = fault;
  at_ = at;
  calls_ = 0;
  lasting_ = lasting;
  hit_ = false;
}

bool ShimVfs::Fails(bool writes) {
  if (fault_ == Fault::kNone || (fault_ == Fault::kDiskFull && !writes)) return false;
  const std::size_t call = calls_++;
  if (lasting_ ? call < at_ : call != at_) return false;
  hit_ = true;
  if (fault_ == Fault::kKilled) raise(SIGKILL);
  return true;
}

}  // namespace instar
