#include "runtime/sqlite/step_guard.h"

#include "runtime/sqlite/own_tables.h"

namespace instar::sqlite {
namespace {

bool Owns(const char* name) { return name != nullptr && IsOwnTable(name); }

bool OnlyReads(int action) {
  return action == SQLITE_READ || action == SQLITE_SELECT || action == SQLITE_FUNCTION ||
         action == SQLITE_RECURSIVE || action == SQLITE_PRAGMA;
}

}  // namespace

StepGuard::StepGuard(sqlite3* db) : db_(db) { sqlite3_set_authorizer(db_, &StepGuard::Authorize, this); }

StepGuard::~StepGuard() { sqlite3_set_authorizer(db_, nullptr, nullptr); }

int StepGuard::Authorize(void* self, int action, const char* first, const char* second,
                         const char* /*database*/, const char* /*trigger*/) {
  auto& guard = *static_cast<StepGuard*>(self);
  if (!guard.inside_ || OnlyReads(action)) return SQLITE_OK;
  if (action == SQLITE_TRANSACTION) {
    guard.denial_ = "a step may neither begin, commit nor roll back: the transaction is its revision's";
  } else if (action == SQLITE_ATTACH || action == SQLITE_DETACH) {
    guard.denial_ = "a step may not attach or detach databases";
  } else if (Owns(first) || Owns(second)) {
    guard.denial_ = "the tables instar_version and instar_history are Instar's own";
  } else {
    return SQLITE_OK;
  }
  return SQLITE_DENY;
}

}  // namespace instar::sqlite
