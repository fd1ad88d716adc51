#include "runtime/sqlite/error.h"

#include <sqlite3.h>

#include "runtime/message.h"

namespace instar::sqlite {
namespace {

const char* AdviceFor(StatusCode code) {
  switch (code) {
    case StatusCode::kBusy:
      return "; another connection keeps the database locked: try again when it is done";
    case StatusCode::kCannotOpen:
      return "; check that the folder exists and that the program may read and write the file";
    case StatusCode::kReadOnly:
      return "; the file or its folder is read-only: make both writable, or migrate as a user who may write";
    case StatusCode::kDiskFull:
      return "; free some space and start again: nothing of this revision was kept";
    case StatusCode::kIoError:
      return "; check the disk and start again: nothing of this revision was kept";
    case StatusCode::kNotADatabase:
      return "; the file is something else, or encrypted";
    case StatusCode::kCorrupt:
      return "; restore a backup, or see what `PRAGMA integrity_check` says";
    default:
      return "";
  }
}

}  // namespace

bool IsBusy(int result_code) {
  const int primary = result_code & 0xFF;
  // SQLITE_PROTOCOL: a race between connections that open a WAL file; SQLite asks to try again.
  return primary == SQLITE_BUSY || primary == SQLITE_LOCKED || primary == SQLITE_PROTOCOL;
}

StatusCode CodeOf(int result_code) {
  switch (result_code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return StatusCode::kBusy;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return StatusCode::kCannotOpen;
    case SQLITE_READONLY:
      return StatusCode::kReadOnly;
    case SQLITE_FULL:
      return StatusCode::kDiskFull;
    case SQLITE_IOERR:
      return StatusCode::kIoError;
    case SQLITE_NOTADB:
      return StatusCode::kNotADatabase;
    case SQLITE_CORRUPT:
      return StatusCode::kCorrupt;
    case SQLITE_NOMEM:
      return StatusCode::kOutOfMemory;
    case SQLITE_INTERRUPT:
      return StatusCode::kCancelled;
    default:
      return StatusCode::kDatabaseError;
  }
}

Status ErrorOf(sqlite3* db, int result_code, std::string_view doing) {
  const StatusCode code = CodeOf(result_code);
  const char* words = db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(result_code);
  return StatusOf(code, "cannot %: % (SQLite error %)%",
                  {doing, words, Decimal(result_code), AdviceFor(code)});
}

}  // namespace instar::sqlite
