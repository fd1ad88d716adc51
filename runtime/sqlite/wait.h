// Waiting for another connection's lock.
#ifndef INSTAR_RUNTIME_SQLITE_WAIT_H_
#define INSTAR_RUNTIME_SQLITE_WAIT_H_

#include <sqlite3.h>

#include <chrono>

#include "runtime/sqlite/error.h"

namespace instar::sqlite {

// A deadline for all the waiting of one migration. SQLite cannot give a caller's busy handler back, so Instar
// sets none: it tries again by itself.
class Patience {
 public:
  explicit Patience(int milliseconds)
      : deadline_(std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds)) {}

  // Runs `attempt`, which returns an SQLite result code, until it is not busy or the deadline has passed. The
  // pause grows from 1 to 25 ms: short enough that a queue of processes moves on, long enough to cost
  // nothing.
  template <typename Attempt>
  int Try(Attempt attempt) {
    int pause_ms = 1;
    while (true) {
      const int rc = attempt();
      if (!IsBusy(rc) || std::chrono::steady_clock::now() >= deadline_) return rc;
      sqlite3_sleep(pause_ms);
      if (pause_ms < 25) pause_ms += pause_ms / 2 + 1;
    }
  }

 private:
  std::chrono::steady_clock::time_point deadline_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_WAIT_H_
