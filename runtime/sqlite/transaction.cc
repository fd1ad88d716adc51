#include "runtime/sqlite/transaction.h"

namespace instar::sqlite {
namespace {

// Twice what preparing and running a ROLLBACK takes.
constexpr int kReserve = 16 * 1024;

}  // namespace

Transaction::~Transaction() { RollBack(); }

void Transaction::RollBack() {
  sqlite3_free(reserve_);
  reserve_ = nullptr;
  // Some errors have rolled back already; a second ROLLBACK would only be an error of its own.
  if (sqlite3_get_autocommit(db_) == 0) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
}

bool Transaction::Reserve() {
  if (reserve_ == nullptr) reserve_ = sqlite3_malloc(kReserve);
  return reserve_ != nullptr;
}

int Transaction::Begin(Patience& patience) {
  return Reserve() ? patience.Try([&] { return Execute("BEGIN IMMEDIATE"); }) : SQLITE_NOMEM;
}

int Transaction::BeginReading() { return Reserve() ? Execute("BEGIN") : SQLITE_NOMEM; }

int Transaction::Commit(Patience& patience) {
  int rc = SQLITE_OK;
  // After some errors there is no transaction any more: to try again would only tell of that.
  patience.Try([&] {
    rc = Execute("COMMIT");
    return sqlite3_get_autocommit(db_) == 0 ? rc : SQLITE_OK;
  });
  return rc;
}

void Transaction::EndReading() {
  if (sqlite3_get_autocommit(db_) == 0 && Execute("COMMIT") != SQLITE_OK) RollBack();
}

int Transaction::Execute(const char* sql) { return sqlite3_exec(db_, sql, nullptr, nullptr, nullptr); }

}  // namespace instar::sqlite
