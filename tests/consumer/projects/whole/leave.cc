#include <instar/sqlite.h>
#include <sqlite3.h>

#include "shop_migrations.h"

instar::Status shop::database::Leave(instar::Step& step) {
#ifdef REFUSE_TO_LEAVE
  (void)step;
  return instar::Status(instar::StatusCode::kCancelled, "I stay");
#else
  sqlite3* db = instar::sqlite::Handle(step);
  if (sqlite3_exec(db, "delete from words", nullptr, nullptr, nullptr) == SQLITE_OK)
    return instar::OkStatus();
  return instar::Status(instar::StatusCode::kStepFailed, sqlite3_errmsg(db));
#endif
}
