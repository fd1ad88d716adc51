#include "runtime/sqlite/step_guard.h"

#include "runtime/sqlite/own_tables.h"
#include "runtime/sqlite/sql_text.h"
#include "runtime/sqlite/statement.h"

namespace instar::sqlite {
namespace {

bool Owns(const char* name) { return name != nullptr && IsOwnTable(name); }

bool OnlyReads(int action) {
  return action == SQLITE_READ || action == SQLITE_SELECT || action == SQLITE_FUNCTION ||
         action == SQLITE_RECURSIVE || action == SQLITE_PRAGMA;
}

bool BelongsToVacuum(int action, const char* first, const char* database) {
  return action == SQLITE_TRANSACTION || (action == SQLITE_ATTACH && first != nullptr && *first == '\0') ||
         (database != nullptr && sqlite3_stricmp(database, "vacuum_db") == 0);
}

}  // namespace

StepGuard::StepGuard(sqlite3* db) : db_(db) {
  Statement read;
  // Reading it would make it.
  const bool exists = sqlite3_db_filename(db_, "temp") != nullptr;
  if (exists &&
      read.Prepare(db_, "SELECT name FROM temp.sqlite_schema WHERE type IN ('table', 'view')") == SQLITE_OK) {
    while (read.Step() == SQLITE_ROW) temporary_.emplace_back(read.Column(0));
  }
  sqlite3_set_authorizer(db_, &StepGuard::Authorize, this);
}

StepGuard::~StepGuard() { sqlite3_set_authorizer(db_, nullptr, nullptr); }

bool StepGuard::Hides(const char* name) const {
  if (name == nullptr) return false;
  for (const std::string& temporary : temporary_) {
    if (SameName(temporary, name)) return true;
  }
  return false;
}

int StepGuard::Authorize(void* self, int action, const char* first, const char* second, const char* database,
                         const char* trigger) {
  auto& guard = *static_cast<StepGuard*>(self);
  if (guard.place_ == Place::kOutside) return SQLITE_OK;
  if (action == SQLITE_ALTER_TABLE) database = first;
  // Triggers and views know what they mean, and a C++ step may, too.
  if (guard.place_ != Place::kCall && trigger == nullptr && database != nullptr &&
      sqlite3_stricmp(database, "temp") == 0 && (guard.Hides(first) || guard.Hides(second))) {
    guard.denial_ =
        "a temporary table or view of this connection has the name of what is meant, and hides it: drop it";
    return SQLITE_DENY;
  }
  if (OnlyReads(action)) return SQLITE_OK;
  if (guard.place_ == Place::kAlone && BelongsToVacuum(action, first, database)) return SQLITE_OK;
  if (action == SQLITE_TRANSACTION) {
    guard.denial_ = "a step may neither begin, commit nor roll back: the transaction is its revision's";
  } else if (action == SQLITE_ATTACH || action == SQLITE_DETACH) {
    guard.denial_ = "a step may not attach or detach databases";
  } else if (Owns(first) || Owns(second)) {
    guard.denial_ = "the tables instar_version, instar_history and instar_journal are Instar's own";
  } else {
    return SQLITE_OK;
  }
  return SQLITE_DENY;
}

}  // namespace instar::sqlite
