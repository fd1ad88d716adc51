#include "runtime/sqlite/transaction.h"

namespace instar::sqlite {
namespace {

// Twice what preparing and running a ROLLBACK takes.
constexpr int kReserve = 16 * 1024;

}  // namespace

Transaction::~Transaction() {
  sqlite3_free(reserve_);
  // Some errors have rolled back already; a second ROLLBACK would only be an error of its own.
  if (sqlite3_get_autocommit(db_) == 0) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
}

int Transaction::Begin(Patience& patience) {
  reserve_ = sqlite3_malloc(kReserve);
  return reserve_ == nullptr ? SQLITE_NOMEM : Execute(patience, "BEGIN IMMEDIATE");
}

int Transaction::Commit(Patience& patience) { return Execute(patience, "COMMIT"); }

int Transaction::Execute(Patience& patience, const char* sql) {
  return patience.Try([&] { return sqlite3_exec(db_, sql, nullptr, nullptr, nullptr); });
}

}  // namespace instar::sqlite
