// The C++ step of revision sign_readings.
#include <instar/sqlite.h>
#include <sqlite3.h>

#include <cstdint>
#include <memory>

#include "weather_migrations.h"

namespace weather {
namespace {

using Statement = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>;

Statement Prepare(sqlite3* db, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(db, sql, -1, &statement, nullptr);
  return {statement, sqlite3_finalize};
}

std::int64_t SignatureOf(std::int64_t id, double value) {
  auto mixed = static_cast<std::uint64_t>(id) * 0x9E3779B97F4A7C15u;
  mixed ^= static_cast<std::uint64_t>(static_cast<std::int64_t>(value * 100));
  return static_cast<std::int64_t>(mixed >> 16);
}

instar::Status Failure(sqlite3* db) { return {instar::StatusCode::kStepFailed, sqlite3_errmsg(db)}; }

}  // namespace

// One row after the other, as programs do.
instar::Status Sign(instar::Step& step) {
  sqlite3* db = instar::sqlite::Handle(step);
  const Statement read = Prepare(db, "select id, value from readings order by id");
  const Statement write = Prepare(db, "update readings set signature = printf('%x', ?2) where id = ?1");
  if (read == nullptr || write == nullptr) return Failure(db);
  int code = SQLITE_OK;
  while ((code = sqlite3_step(read.get())) == SQLITE_ROW) {
    const std::int64_t id = sqlite3_column_int64(read.get(), 0);
    sqlite3_bind_int64(write.get(), 1, id);
    sqlite3_bind_int64(write.get(), 2, SignatureOf(id, sqlite3_column_double(read.get(), 1)));
    if (sqlite3_step(write.get()) != SQLITE_DONE) return Failure(db);
    sqlite3_reset(write.get());
  }
  return code == SQLITE_DONE ? instar::OkStatus() : Failure(db);
}

}  // namespace weather
