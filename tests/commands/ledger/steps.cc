// The C++ steps of revision seal_pins: account by account, and not always to the end. LEDGER_STEP says what
// happens before the third: it "fails", or the process "dies".
#include <instar/sqlite.h>
#include <sqlite3.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <string_view>

#include "ledger_migrations.h"

namespace ledger {
namespace {

instar::Status ForEachAccount(sqlite3* db, const std::string& statement) {
  const char* const given = std::getenv("LEDGER_STEP");
  const std::string_view what = given == nullptr ? "" : given;
  for (int id = 1; id <= 3; ++id) {
    if (id == 3 && what == "dies") std::raise(SIGKILL);
    if (id == 3 && what == "fails") return {instar::StatusCode::kStepFailed, "account 3 has no key"};
    const std::string sql = statement + " where id = " + std::to_string(id);
    if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
      return {instar::StatusCode::kStepFailed, sqlite3_errmsg(db)};
    }
  }
  return instar::OkStatus();
}

}  // namespace

instar::Status SealPins(instar::Step& step) {
  return ForEachAccount(instar::sqlite::Handle(step), "update accounts set sealed = hex(pin), pin = ''");
}

instar::Status OpenPins(instar::Step& step) {
  return ForEachAccount(instar::sqlite::Handle(step), "update accounts set pin = '1234', sealed = null");
}

}  // namespace ledger
