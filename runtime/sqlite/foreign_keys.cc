#include "runtime/sqlite/foreign_keys.h"

#include "runtime/sqlite/error.h"

namespace instar::sqlite {
namespace {

// `wanted` below 0 only asks. sqlite3_db_config is the pragma without SQL: it prepares nothing and cannot be
// busy.
int Configure(sqlite3* db, int wanted, bool* enforced) {
  int value = 0;
  const int rc = sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, wanted, &value);
  *enforced = value != 0;
  return rc;
}

}  // namespace

ForeignKeySetting::~ForeignKeySetting() {
  bool ignored = false;
  if (known_ && current_ != callers_) Configure(db_, callers_ ? 1 : 0, &ignored);
}

Status ForeignKeySetting::Set(bool enforced) {
  int rc = SQLITE_OK;
  if (!known_) {
    rc = Configure(db_, -1, &callers_);
    current_ = callers_;
    known_ = rc == SQLITE_OK;
  }
  if (rc == SQLITE_OK && current_ != enforced) rc = Configure(db_, enforced ? 1 : 0, &current_);
  if (rc != SQLITE_OK) return ErrorOf(db_, rc, "set foreign keys");
  if (current_ != enforced) {
    return Status(StatusCode::kDatabaseError,
                  "this SQLite library cannot enforce foreign keys: it was built without them");
  }
  return OkStatus();
}

}  // namespace instar::sqlite
