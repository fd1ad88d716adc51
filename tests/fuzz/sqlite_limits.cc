#include "tests/fuzz/sqlite_limits.h"

#include <sqlite3.h>

namespace instar::compiler {
namespace {

constexpr int kInstructionsPerCall = 1000;
constexpr int kCalls = 2000;

int StopAfterMany(void* calls) { return ++*static_cast<int*>(calls) > kCalls ? 1 : 0; }

int LimitConnection(sqlite3* db, char** /*error*/, const sqlite3_api_routines* /*api*/) {
  // One connection at a time is what the replay uses.
  static int calls = 0;
  calls = 0;
  sqlite3_progress_handler(db, kInstructionsPerCall, &StopAfterMany, &calls);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 1 << 20);
  sqlite3_limit(db, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50);
  sqlite3_limit(db, SQLITE_LIMIT_WORKER_THREADS, 0);
  return SQLITE_OK;
}

}  // namespace

void LimitSqlite() {
  sqlite3_hard_heap_limit64(64 << 20);
  sqlite3_auto_extension(reinterpret_cast<void (*)()>(&LimitConnection));
}

}  // namespace instar::compiler
