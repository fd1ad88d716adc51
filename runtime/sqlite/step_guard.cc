#include "runtime/sqlite/step_guard.h"

#include <initializer_list>

#include "runtime/sqlite/own_tables.h"
#include "runtime/sqlite/sql_text.h"
#include "runtime/sqlite/statement.h"
#include "runtime/sqlite/temporary.h"

namespace instar::sqlite {
namespace {

bool Owns(const char* name) { return name != nullptr && IsOwnTable(name); }

bool OnlyReads(int action) {
  return action == SQLITE_READ || action == SQLITE_SELECT || action == SQLITE_FUNCTION ||
         action == SQLITE_RECURSIVE || action == SQLITE_PRAGMA;
}

bool IsOneOf(const char* name, std::initializer_list<const char*> names) {
  for (const char* one : names) {
    if (name != nullptr && sqlite3_stricmp(name, one) == 0) return true;
  }
  return false;
}

// Also what creates, alters or drops something does that.
bool WritesSchema(int action, const char* table, const char* database) {
  return IsOneOf(database, {"main"}) && IsOneOf(table, {"sqlite_master", "sqlite_schema"}) &&
         (action == SQLITE_INSERT || action == SQLITE_UPDATE || action == SQLITE_DELETE);
}

bool BelongsToVacuum(int action, const char* first, const char* database) {
  return action == SQLITE_TRANSACTION || (action == SQLITE_ATTACH && first != nullptr && *first == '\0') ||
         (database != nullptr && sqlite3_stricmp(database, "vacuum_db") == 0);
}

bool OnlyLooks(const char* pragma, const char* argument) {
  return IsOneOf(pragma, {"table_info", "table_xinfo", "table_list", "index_list", "index_info",
                          "index_xinfo", "foreign_key_list"}) ||
         (argument == nullptr && IsOneOf(pragma, {"schema_version", "user_version"}));
}

bool MakesTemporary(int action) {
  return action == SQLITE_CREATE_TEMP_TABLE || action == SQLITE_CREATE_TEMP_INDEX ||
         action == SQLITE_CREATE_TEMP_VIEW || action == SQLITE_CREATE_TEMP_TRIGGER;
}

// Why a step out of the database may not do it; null: it may, as far as this goes.
const char* WhyDistrusted(StepGuard::Place place, int action, const char* first, const char* second,
                          const char* database) {
  const bool vacuums = place == StepGuard::Place::kAlone && IsOneOf(database, {"vacuum_db"});
  if (database != nullptr && !vacuums && !IsOneOf(database, {"main", "temp"})) {
    return "a step out of the database may not reach other databases";
  }
  if (action == SQLITE_PRAGMA && !OnlyLooks(first, second)) {
    return "a step out of the database may not change settings";
  }
  const bool copies = action == SQLITE_CREATE_TEMP_TABLE && place == StepGuard::Place::kRebuild;
  if (MakesTemporary(action) && !copies) return "a step out of the database may make nothing temporary";
  const bool reaches_files =
      action == SQLITE_FUNCTION
          ? IsOneOf(second, {"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"})
          : action == SQLITE_CREATE_VTABLE &&
                !IsOneOf(second, {"fts3", "fts4", "fts5", "rtree", "rtree_i32", "geopoly"});
  return reaches_files ? "a step out of the database may not load extensions or reach files" : nullptr;
}

}  // namespace

StepGuard::StepGuard(sqlite3* db) : db_(db) {
  Statement read;
  if (HasTemporary(db_) &&
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
  // The one action that names the database first.
  if (action == SQLITE_ALTER_TABLE) database = first;
  if (guard.origin_ == Origin::kDatabase) {
    const char* const why = WhyDistrusted(guard.place_, action, first, second, database);
    if (why != nullptr) guard.denial_ = why;
    if (why != nullptr) return SQLITE_DENY;
  }
  // SQLite looks for a table in all databases of the connection, and the migrations know of one.
  if (guard.place_ == Place::kStatement && trigger == nullptr && database != nullptr &&
      !IsOneOf(database, {"main", "temp"})) {
    guard.denial_ =
        "what the statement names is not in the main database, but in another one that is attached to the "
        "connection: a step does not reach that";
    return SQLITE_DENY;
  }
  // Triggers and views know what they mean, and a C++ step may, too.
  if (guard.place_ != Place::kCall && trigger == nullptr && database != nullptr &&
      sqlite3_stricmp(database, "temp") == 0 && (guard.Hides(first) || guard.Hides(second))) {
    guard.denial_ =
        "a temporary table or view of this connection has the name of what is meant, and hides it: drop it";
    return SQLITE_DENY;
  }
  if (guard.place_ != Place::kAlone && sqlite3_get_autocommit(guard.db_) != 0) {
    return OnlyReads(action) && action != SQLITE_PRAGMA ? SQLITE_OK : SQLITE_DENY;
  }
  // ANALYZE reads each table, Instar's too; what it writes to is named by other actions.
  if (OnlyReads(action) || action == SQLITE_ANALYZE) return SQLITE_OK;
  if (guard.place_ == Place::kAlone && BelongsToVacuum(action, first, database)) return SQLITE_OK;
  if (action == SQLITE_TRANSACTION) {
    guard.denial_ = "a step may neither begin, commit nor roll back: the transaction is its revision's";
  } else if (action == SQLITE_ATTACH || action == SQLITE_DETACH) {
    guard.denial_ = "a step may not attach or detach databases";
  } else if (Owns(first) || Owns(second)) {
    guard.denial_ = "the tables instar_version, instar_history and instar_journal are Instar's own";
  } else if (guard.place_ == Place::kCall && WritesSchema(action, first, database)) {
    guard.denial_ = kCallChangedSchema;
  } else {
    return SQLITE_OK;
  }
  return SQLITE_DENY;
}

}  // namespace instar::sqlite
