#include <instar/sqlite.h>
#include <sqlite3.h>

#include <string>

#include "shop_migrations.h"
#include "words.h"

namespace {

std::string Statement() { return std::string("insert into words values ('") + Greeting() + "')"; }

}  // namespace

instar::Status shop::database::Greet(instar::Step& step) {
  sqlite3* db = instar::sqlite::Handle(step);
  if (sqlite3_exec(db, Statement().c_str(), nullptr, nullptr, nullptr) == SQLITE_OK)
    return instar::OkStatus();
  return instar::Status(instar::StatusCode::kStepFailed, sqlite3_errmsg(db));
}
