#include <instar/sqlite.h>
#include <sqlite3.h>

#include "shop_migrations.h"

namespace shop {

instar::Status FoldNames(instar::Step& step) {
  sqlite3* db = instar::sqlite::Handle(step);
  if (!step.Progress(0, 1)) return instar::Status(instar::StatusCode::kCancelled, "stopped");
  if (sqlite3_exec(db, "update users set name = lower(name)", nullptr, nullptr, nullptr) == SQLITE_OK) {
    return instar::OkStatus();
  }
  return instar::Status(instar::StatusCode::kStepFailed, sqlite3_errmsg(db));
}

}  // namespace shop
