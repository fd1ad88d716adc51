#include "runtime/sqlite/error.h"

#include <sqlite3.h>

#include "runtime/message.h"

namespace instar::sqlite {

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

const char* WordsOf(sqlite3* db, int result_code) {
  // Where memory ran out early the connection does not know of an error: "not an error".
  const bool known = db != nullptr && sqlite3_errcode(db) != SQLITE_OK;
  return known ? sqlite3_errmsg(db) : sqlite3_errstr(result_code);
}

Status ErrorOf(sqlite3* db, int result_code, std::string_view doing) {
  return StatusOf(CodeOf(result_code), "cannot %: % (SQLite error %)",
                  {doing, WordsOf(db, result_code), Decimal(result_code)});
}

}  // namespace instar::sqlite
