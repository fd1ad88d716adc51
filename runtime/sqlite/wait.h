// Waiting for another connection's lock.
#ifndef INSTAR_RUNTIME_SQLITE_WAIT_H_
#define INSTAR_RUNTIME_SQLITE_WAIT_H_

#include <chrono>

#include "runtime/sqlite/error.h"

namespace instar::sqlite {

class Watch;

// A deadline for all the waiting of one migration. SQLite cannot give a caller's busy handler back, so Instar
// sets none: it tries again by itself.
class Patience {
 public:
  // `watch`, if given, sees the waiting and may end it; it must outlive this.
  explicit Patience(int milliseconds, Watch* watch = nullptr);

  // Runs `attempt`, which returns an SQLite result code, until it is not busy or the deadline has passed.
  template <typename Attempt>
  int Try(Attempt attempt) {
    int result_code = attempt();
    for (int pause_ms = 1; IsBusy(result_code) && Pause(&pause_ms);) result_code = attempt();
    return result_code;
  }

 private:
  // Sleeps, a little longer each time; false when the deadline has passed or nobody wants to wait.
  bool Pause(int* pause_ms) const;

  std::chrono::steady_clock::time_point deadline_;
  Watch* watch_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_WAIT_H_
