#include "users.h"

#include <sqlite3.h>

#include <cstdio>
#include <memory>
#include <string>

#include "chat_migrations_schema.h"

namespace chat {
namespace {

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

// The names in the SQL below: a revision that drops or renames one stops this file from compiling.
namespace users = schema::users;

Statement Prepare(sqlite3* db, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr);
  return Statement(statement);
}

const char* TextOf(sqlite3_stmt* row, int column) {
  return reinterpret_cast<const char*>(sqlite3_column_text(row, column));
}

}  // namespace

bool AddUser(sqlite3* db, const std::string& email) {
  const Statement insert = Prepare(db, std::string("insert into ") + users::table + " (" + users::email +
                                           ", " + users::updated_at + ") values (?1, current_timestamp)");
  if (insert == nullptr) return false;
  if (sqlite3_bind_text64(insert.get(), 1, email.data(), email.size(), SQLITE_STATIC, SQLITE_UTF8) !=
      SQLITE_OK) {
    return false;
  }
  return sqlite3_step(insert.get()) == SQLITE_DONE;
}

bool PrintUsers(sqlite3* db) {
  const Statement rows =
      Prepare(db, std::string("select ") + users::id + ", " + users::email + ", " + users::is_active +
                      " from " + users::table + " order by " + users::id);
  if (rows == nullptr) return false;
  std::printf("users:\n");
  int code = sqlite3_step(rows.get());
  if (code == SQLITE_DONE) std::printf("  none yet (--add-user EMAIL adds one)\n");
  for (; code == SQLITE_ROW; code = sqlite3_step(rows.get())) {
    const char* state = sqlite3_column_int(rows.get(), 2) != 0 ? "" : " (inactive)";
    std::printf("  %lld %s%s\n", sqlite3_column_int64(rows.get(), 0), TextOf(rows.get(), 1), state);
  }
  return code == SQLITE_DONE;
}

}  // namespace chat
